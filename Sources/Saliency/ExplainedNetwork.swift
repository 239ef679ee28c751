import Names
import Networks
import Tensors

/// One network that is asked why: it reads one prepared scan at a time, or many versions of one.
public final class ExplainedNetwork {
    public let input: InputShape
    public let classes: Int
    /// The layer that class activation maps read; nil where the network has no convolution and none was named.
    public let tap: LayerOutput?
    /// The part that reads the frames' features; nil where the network reads no sequence of vectors.
    public let tail: SequenceTail?

    /// Whether the outputs are findings that do not exclude each other, each with a probability of its own.
    let hasFindings: Bool

    private let architecture: Architecture
    private let weights: Weights
    private let threads: Int
    private let tapped: Plan
    private let decisionPath: String?
    /// The clinical numbers of the scan that was read.
    private(set) var clinical: [Float] = []
    /// Made when they are first needed.
    private var inference, differentiation, tailPlan: Plan?

    /// How many versions of a scan are computed at a time, and how many of its frames' features.
    static let batch = 8
    private static let tailBatch = 16

    /// - Parameters:
    ///   - layer: the path of the layer that class activation maps read; by default what follows the last convolution.
    ///   - hasFindings: whether the outputs are findings that do not exclude each other.
    /// - Throws: `SaliencyError.answersFrames` for a network that gives several answers a scan.
    public init(
        _ architecture: Architecture, input: InputShape, weights: Weights, layer: String? = nil,
        hasFindings: Bool = false, threads: Int
    ) throws(SaliencyError) {
        self.hasFindings = hasFindings
        self.architecture = architecture
        self.input = input
        self.weights = weights
        self.threads = threads
        tap = try Self.tap(layer, of: architecture, input: input)
        do {
            tail = try SequenceTail(of: architecture, for: input)
            decisionPath = try architecture.pathBeforeLastLayer(for: input)
        } catch {
            throw .architecture(error)
        }
        let taps = [tap?.path, tail?.path, decisionPath].compactMap { $0 }
        tapped = try Self.plan(
            architecture, input: input, batch: 1, mode: .explain(taps: taps), weights: weights, threads: threads)
        guard tapped.answer.steps == nil else { throw .answersFrames }
        classes = tapped.classes
    }

    private static func tap(
        _ layer: String?, of architecture: Architecture, input: InputShape
    ) throws(SaliencyError) -> LayerOutput? {
        let outputs: [LayerOutput]
        let standard: LayerOutput?
        do {
            outputs = try architecture.layerOutputs(for: input)
            standard = try architecture.defaultTap(for: input)
        } catch {
            throw .architecture(error)
        }
        guard let layer else { return standard }
        let maps = outputs.filter { $0.grid != nil }.map(\.path)
        guard let found = outputs.first(where: { $0.path == layer }) else {
            throw .unknownLayer(
                path: layer, nearest: NearestName.to(layer, among: outputs.map(\.path)), maps: maps)
        }
        guard found.grid != nil else {
            throw .notAMap(path: layer, shape: "\(found.shape)", maps: maps)
        }
        return found
    }

    private static func plan(
        _ architecture: Architecture, input: InputShape, batch: Int, mode: Plan.Mode, weights: Weights, threads: Int
    ) throws(SaliencyError) -> Plan {
        try engine { () throws(PlanError) in
            let plan = try Plan(architecture, input: input, batch: batch, mode: mode, threads: threads)
            try plan.load(weights)
            return plan
        }
    }
}

/// Calls the engine and turns its errors into an explanation's.
func engine<Result>(_ body: () throws(PlanError) -> Result) throws(SaliencyError) -> Result {
    do {
        return try body()
    } catch {
        throw .engine(error)
    }
}

extension ExplainedNetwork {
    /// Reads a scan; `reading(target:)` and `features()` are then about it.
    ///
    /// - Parameters:
    ///   - frames: T·H·W·C, of as many frames as the network reads, or fewer.
    ///   - clinical: the clinical numbers, where the network reads any; all versions of the scan have the same.
    /// - Returns: one logit for each class.
    public func read(_ frames: Tensor, clinical: [Float] = []) throws(SaliencyError) -> [Float] {
        self.clinical = clinical
        return try engine { () throws(PlanError) in
            try tapped.setInput(frames, at: 0)
            if input.clinical > 0 { try tapped.setClinical(clinical, at: 0) }
            try tapped.infer()
            return tapped.logits
        }
    }

    /// The tapped layer's output and the gradient of the target's logit there; nil without a tapped layer.
    public func reading(target: Int) throws(SaliencyError) -> TapReading? {
        guard let tap, let cells = tap.grid else { return nil }
        return try engine { () throws(PlanError) in
            try tapped.backward(from: oneHot(target, batch: 1))
            let activation = try tapped.activation(of: tap.path, at: 0)
            let gradient = try tapped.gradient(of: tap.path, at: 0)
            let inner = cells.reduce(1, *)
            let channels: Int
            switch tap.shape {
            case .frames(_, let count, _, _), .map(let count, _, _), .volume(let count, _, _, _): channels = count
            case .sequence(_, let count), .vector(let count): channels = count
            }
            return TapReading(
                steps: activation.count / (channels * inner), channels: channels,
                grid: cells.count == 2 ? [1] + cells : cells, activation: activation.elements,
                gradient: gradient.elements)
        }
    }

    /// The frames' features of the scan that was read, T·F; nil where the network reads no sequence of vectors.
    public func features() throws(SaliencyError) -> Tensor? {
        guard let tail else { return nil }
        return try engine { () throws(PlanError) in try tapped.activation(of: tail.path, at: 0) }
    }

    /// Whether the network attends to the steps of its sequence.
    public var attends: Bool { tail != nil && architecture.attends }

    /// What each attention layer made of the scan that was read.
    func attention() throws(SaliencyError) -> [AttentionReading] {
        try engine { () throws(PlanError) in try tapped.attention(at: 0) }
    }

    /// What the last layer reads of the scan that was read; nil where that is no vector.
    public func decisionFeature() throws(SaliencyError) -> [Float]? {
        guard let decisionPath else { return nil }
        return try engine { () throws(PlanError) in try tapped.activation(of: decisionPath, at: 0).elements }
    }

    /// The logits of many scans or versions of one.
    public func logits(of versions: [Tensor]) throws(SaliencyError) -> [[Float]] {
        let plan = try whole(inference, batch: Self.batch, mode: .infer)
        inference = plan
        return try logits(of: versions, clinical: nil, in: plan)
    }

    /// The logits of versions of a scan, each with clinical numbers of its own.
    ///
    /// - Parameter areFeatures: whether the versions are the frames' features, T·F.
    func logits(
        of versions: [Tensor], clinical: [[Float]], areFeatures: Bool
    ) throws(SaliencyError) -> [[Float]] {
        guard areFeatures, let tail, let plan = try planOfTail() else {
            let plan = try whole(inference, batch: Self.batch, mode: .infer)
            inference = plan
            return try logits(of: versions, clinical: clinical, in: plan)
        }
        return try logits(of: versions.map { tail.maps($0) }, clinical: clinical, in: plan)
    }

    private func logits(
        of versions: [Tensor], clinical: [[Float]]?, in plan: Plan
    ) throws(SaliencyError) -> [[Float]] {
        var rows: [[Float]] = []
        try forEachBatch(versions, clinical: clinical, in: plan) { (plan, count) throws(PlanError) in
            try plan.infer()
            rows += (0..<count).map { Array(plan.logits[$0 * classes..<($0 + 1) * classes]) }
        }
        return rows
    }

    /// The target's logit and its gradient with respect to the input, T·H·W·C, for many versions of a scan.
    public func inputGradients(
        of versions: [Tensor], target: Int
    ) throws(SaliencyError) -> [(logit: Float, gradient: Tensor)] {
        let plan = try whole(differentiation, batch: 4, mode: .explain(inputGradient: true))
        differentiation = plan
        return try gradients(of: versions, target: target, in: plan)
    }

    /// The same with respect to the frames' features, each version T·F.
    public func featureGradients(
        of versions: [Tensor], target: Int
    ) throws(SaliencyError) -> [(logit: Float, gradient: Tensor)] {
        guard let tail, let plan = try planOfTail() else { return [] }
        return try gradients(of: versions.map { tail.maps($0) }, target: target, in: plan)
    }

    /// What reads the frames' features; nil where the network reads no sequence of vectors.
    private func planOfTail() throws(SaliencyError) -> Plan? {
        if let tailPlan { return tailPlan }
        guard let tail else { return nil }
        let own = try engine { () throws(PlanError) in try tail.weights(of: weights) }
        tailPlan = try Self.plan(
            tail.architecture, input: tail.input, batch: Self.tailBatch, mode: .explain(inputGradient: true),
            weights: own,
            threads: threads)
        return tailPlan
    }

    /// The plan that is there already, or a new one of the whole network.
    private func whole(_ existing: Plan?, batch: Int, mode: Plan.Mode) throws(SaliencyError) -> Plan {
        if let existing { return existing }
        return try Self.plan(
            architecture, input: input, batch: batch, mode: mode, weights: weights, threads: threads)
    }

    private func gradients(
        of versions: [Tensor], target: Int, in plan: Plan
    ) throws(SaliencyError) -> [(logit: Float, gradient: Tensor)] {
        var found: [(logit: Float, gradient: Tensor)] = []
        try forEachBatch(versions, in: plan) { (plan, count) throws(PlanError) in
            try plan.infer()
            try plan.backward(from: oneHot(target, batch: plan.batch))
            let logits = plan.logits
            for place in 0..<count {
                found.append((logits[place * classes + target], try plan.inputGradient(at: place)))
            }
        }
        return found
    }

    /// The last batch is filled up with its last version, whose further results are ignored.
    ///
    /// - Parameter clinical: each version's clinical numbers; where they are nil those of the scan that was read.
    private func forEachBatch(
        _ versions: [Tensor], clinical others: [[Float]]? = nil, in plan: Plan,
        _ body: (Plan, Int) throws(PlanError) -> Void
    ) throws(SaliencyError) {
        try engine { () throws(PlanError) in
            for start in stride(from: 0, to: versions.count, by: plan.batch) {
                let count = min(plan.batch, versions.count - start)
                for place in 0..<plan.batch {
                    let version = start + min(place, count - 1)
                    try plan.setInput(versions[version], at: place)
                    if input.clinical > 0 { try plan.setClinical(others?[version] ?? clinical, at: place) }
                }
                try body(plan, count)
            }
        }
    }

    private func oneHot(_ target: Int, batch: Int) -> [Float] {
        (0..<batch * classes).map { $0 % classes == target ? 1 : 0 }
    }
}

extension SequenceTail {
    /// The frames' features, T·F, as the tail's network reads them.
    fileprivate func maps(_ features: Tensor) -> Tensor {
        features.reshaped(to: [features.shape[0], 1, 1, self.features])
    }
}
