import Networks
import Tensors

/// Explains one class of a model's answer about one scan after another; a model of several members is explained by their mean.
public final class Explainer {
    private let members: [ExplainedNetwork]
    /// The mean frame feature of each member's training cohort; nil where the model has none.
    private let means: [[Float]?]
    /// The members' frame contributions to each target that was asked for since a scan was read.
    private var contributions: [Int: [FrameContributions]] = [:]

    /// - Parameters:
    ///   - members: networks of one architecture and input.
    ///   - means: for each the mean frame feature of its training cohort, if it is known.
    public init(_ members: [ExplainedNetwork], means: [[Float]?]) {
        precondition(
            !members.isEmpty && means.count == members.count, "\(members.count) networks, \(means.count) means")
        self.members = members
        self.means = means
    }

    /// The layer that class activation maps read.
    public var tap: LayerOutput? { members[0].tap }
    public var tail: SequenceTail? { members[0].tail }
    public var input: InputShape { members[0].input }
    /// Whether there is attention for a rollout to follow.
    public var attends: Bool { members[0].attends }

    /// Whether frame contributions are measured from a training cohort's mean.
    public var hasMeans: Bool { means.allSatisfy { $0 != nil } }

    /// Reads a scan; returns one list of logits for each member.
    ///
    /// - Parameter clinical: each member's clinical numbers, where the networks read any.
    public func read(_ frames: Tensor, clinical: [[Float]] = []) throws(SaliencyError) -> [[Float]] {
        contributions = [:]
        var logits: [[Float]] = []
        for (place, member) in members.enumerated() {
            logits.append(try member.read(frames, clinical: place < clinical.count ? clinical[place] : []))
        }
        return logits
    }

    /// What the last layer of the first member reads of the scan that was read.
    public func decisionFeature() throws(SaliencyError) -> [Float]? { try members[0].decisionFeature() }

    /// A method's map of the scan that was read, `frames`; class activation maps of frames are weighted by the frames'
    /// contributions.
    public func map(
        _ method: SaliencyMethod, of frames: Tensor, target: Int, seed: UInt64
    ) throws(SaliencyError) -> SaliencyMap {
        var maps = try members.map { member throws(SaliencyError) in
            try member.map(method, of: frames, target: target, seed: seed)
        }
        if method.readsLayer, tail?.division == .frames {
            maps = zip(maps, try membersContributions(target: target)).map { $0.weighted(by: $1.values) }
        }
        guard let mean = SaliencyMap.mean(of: maps) else { throw .noConvolution(method: method) }
        return mean
    }

    /// What each step of the scan that was read added to the target's logit, the members' mean.
    public func frameContributions(target: Int) throws(SaliencyError) -> FrameContributions? {
        let all = try membersContributions(target: target)
        guard !all.isEmpty else { return nil }
        let share = 1 / Double(all.count)
        return FrameContributions(
            values: all[0].values.indices.map { step in all.reduce(0) { $0 + $1.values[step] } * share },
            logit: all.reduce(0) { $0 + $1.logit } * share,
            baselineLogit: all.reduce(0) { $0 + $1.baselineLogit } * share, steps: all.map(\.steps).max() ?? 0)
    }

    /// Of each member; empty where the networks read no sequence of vectors.
    private func membersContributions(target: Int) throws(SaliencyError) -> [FrameContributions] {
        if let known = contributions[target] { return known }
        var all: [FrameContributions] = []
        for (member, mean) in zip(members, means) {
            guard let found = try member.frameContributions(target: target, mean: mean) else { return [] }
            all.append(found)
        }
        contributions[target] = all
        return all
    }

    /// What each of so many clinical columns, and the scan that was read, `frames`, added to the target's logit, the members' mean;
    /// nil where the networks read no clinical numbers.
    public func clinicalContributions(
        of frames: Tensor, target: Int, columns: Int, seed: UInt64
    ) throws(SaliencyError) -> ClinicalContributions? {
        var all: [ClinicalContributions] = []
        for (member, mean) in zip(members, means) {
            var generator = RandomGenerator(seed: seed, stream: [2])
            guard
                let found = try member.clinicalContributions(
                    of: frames, target: target, columns: columns, mean: mean, using: &generator)
            else { return nil }
            all.append(found)
        }
        func mean(_ value: (ClinicalContributions) -> Double) -> Double {
            all.reduce(0) { $0 + value($1) } / Double(all.count)
        }
        return ClinicalContributions(
            columns: (0..<columns).map { column in mean { $0.columns[column] } }, scan: mean(\.scan),
            logit: mean(\.logit), baselineLogit: mean(\.baselineLogit), orders: all[0].orders)
    }

    /// Deletion and insertion of each map's places, the members' mean.
    public func faithfulness(
        of maps: [SaliencyMap], frames: Tensor, target: Int, seed: UInt64
    ) throws(SaliencyError) -> [Faithfulness] {
        let members = try members.map { member throws(SaliencyError) in
            var generator = RandomGenerator(seed: seed, stream: [1])
            return try member.faithfulness(of: maps, frames: frames, target: target, using: &generator)
        }
        return maps.indices.map { place in Faithfulness(meanOf: members.map { $0[place] }) }
    }
}

extension ExplainedNetwork {
    /// A method's map of the scan that was read, `frames`.
    public func map(
        _ method: SaliencyMethod, of frames: Tensor, target: Int, seed: UInt64
    ) throws(SaliencyError) -> SaliencyMap {
        var generator = RandomGenerator(seed: seed, stream: [0])
        switch method {
        case .gradCAM, .gradCAMPlusPlus, .layerCAM, .hiResCAM:
            guard let tap, let reading = try reading(target: target) else { throw .noConvolution(method: method) }
            let map =
                switch method {
                case .gradCAMPlusPlus: reading.gradCAMPlusPlus()
                case .layerCAM: reading.layerCAM()
                case .hiResCAM: reading.hiResCAM()
                default: reading.gradCAM()
                }
            if readsRows(tap) { return map.withStepsAsRows }
            let depth = tap.grid.map { $0.count > 2 ? $0[0] : 1 } ?? 1
            let isPadded = frames.shape[0] < input.frames && map.slices == depth * (tap.steps ?? 1)
            return isPadded ? map.cut(toFrames: frames.shape[0], of: input.frames) : map
        case .gradientTimesInput: return try gradientTimesInput(of: frames, target: target)
        case .integratedGradients: return try integratedGradients(of: frames, target: target)
        case .smoothGrad: return try smoothGrad(of: frames, target: target, using: &generator)
        case .occlusion: return try occlusion(of: frames, target: target)
        case .frameOcclusion: return try frameOcclusion(of: frames, target: target)
        case .randomMasks: return try randomMasks(of: frames, target: target, using: &generator)
        case .attentionRollout: return try attentionRollout()
        }
    }

    /// Whether the steps around a layer are the rows of one map.
    private func readsRows(_ tap: LayerOutput) -> Bool {
        input.frames == 1 && (tap.steps ?? 1) > 1 && tap.grid?.first == 1
    }
}

extension SaliencyMap {
    /// Slices of one row each as the rows of one slice.
    fileprivate var withStepsAsRows: SaliencyMap {
        SaliencyMap(method: method, slices: 1, rows: slices * rows, columns: columns, values: values)
    }
}
