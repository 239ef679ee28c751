import Networks
import Tensors

/// The features that a network makes of scans: of each frame, and of the whole before the last layer.
public final class FeatureReader {
    /// What the network makes of one scan.
    public struct Features: Sendable {
        /// The sum over the frames of their features, F numbers, and how many frames there are; empty without a sequence.
        public var frameSum: [Double]
        public var frames: Int
        /// What the last layer reads; nil where that is no vector.
        public var decision: [Float]?
    }

    private let plan: Plan
    private let sequencePath, decisionPath: String?

    public init(
        _ architecture: Architecture, input: InputShape, weights: Weights, batch: Int, threads: Int
    ) throws(PlanError) {
        do {
            sequencePath = try SequenceTail(of: architecture, for: input)?.path
            decisionPath = try architecture.pathBeforeLastLayer(for: input)
        } catch {
            throw .architecture(error)
        }
        plan = try Plan(
            architecture, input: input, batch: batch,
            mode: .explain(taps: [sequencePath, decisionPath].compactMap { $0 }), threads: threads)
        try plan.load(weights)
    }

    /// - Parameter clinical: the clinical numbers of each sequence, where the network reads any.
    public func features(of sequences: [Tensor], clinical: [[Float]] = []) throws(PlanError) -> [Features] {
        var found: [Features] = []
        for start in stride(from: 0, to: sequences.count, by: plan.batch) {
            let count = min(plan.batch, sequences.count - start)
            for place in 0..<plan.batch {
                let index = start + min(place, count - 1)
                try plan.setInput(sequences[index], at: place)
                if index < clinical.count { try plan.setClinical(clinical[index], at: place) }
            }
            try plan.infer()
            for place in 0..<count { found.append(try features(at: place)) }
        }
        return found
    }

    private func features(at place: Int) throws(PlanError) -> Features {
        var features = Features(frameSum: [], frames: 0, decision: nil)
        if let decisionPath { features.decision = try plan.activation(of: decisionPath, at: place).elements }
        if let sequencePath {
            let sequence = try plan.activation(of: sequencePath, at: place)
            let width = sequence.shape.extents.last ?? 1
            features.frames = sequence.count / width
            features.frameSum = [Double](repeating: 0, count: width)
            for number in 0..<sequence.count { features.frameSum[number % width] += Double(sequence[number]) }
        }
        return features
    }
}

extension FeatureProfile {
    /// The profile of a training part.
    ///
    /// - Parameters:
    ///   - labels: the class of each scan.
    ///   - seed: decides where groups begin.
    public init(of scans: [FeatureReader.Features], labels: [Int], classes: Int, seed: UInt64) {
        let frames = scans.reduce(0) { $0 + $1.frames }
        var mean: [Float]?
        if frames > 0 {
            let width = scans[0].frameSum.count
            mean = (0..<width).map { number in
                Float(scans.reduce(0) { $0 + $1.frameSum[number] } / Double(frames))
            }
        }
        let features = scans.compactMap(\.decision)
        guard features.count == scans.count, let width = features.first?.count, width <= Self.featureLimit,
            features.joined().allSatisfy(\.isFinite)
        else {
            self.init(meanFrameFeature: mean, prototypes: [], classCounts: [], deviations: [], distances: [])
            return
        }
        let deviations = Self.deviations(of: features)
        var generator = RandomGenerator(seed: seed, stream: [0x70_72_6F_74])
        func count(_ scans: Int) -> Int { min(Self.prototypeLimit, max(1, scans / 4)) }
        let all = Clusters(of: features, count: count(features.count), deviations: deviations, using: &generator)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: all.centres.count)
        for (feature, label) in zip(features, labels) { counts[all.nearest(to: feature).centre][label] += 1 }

        // Groups of one half say how far the other half lies; groups that a scan was in itself would call it too near.
        var distances: [Double] = []
        if features.count >= 8 {
            for half in 0..<2 {
                let own = features.indices.filter { $0 % 2 == half }.map { features[$0] }
                let others = features.indices.filter { $0 % 2 != half }.map { features[$0] }
                let groups = Clusters(
                    of: own, count: count(own.count), deviations: deviations, using: &generator)
                distances += others.map { groups.nearest(to: $0).distance }
            }
            distances.sort()
            let last = Double(distances.count - 1)
            distances = (0...100).map { distances[Int((Double($0) / 100 * last).rounded())] }
        }
        self.init(
            meanFrameFeature: mean, prototypes: all.centres, classCounts: counts, deviations: deviations,
            distances: distances)
    }

    /// The standard deviation of each number, 1 where all are equal.
    private static func deviations(of features: [[Float]]) -> [Float] {
        let count = Double(features.count)
        return features[0].indices.map { number in
            let mean = features.reduce(0) { $0 + Double($1[number]) } / count
            let variance =
                features.reduce(0) { $0 + (Double($1[number]) - mean) * (Double($1[number]) - mean) } / count
            return variance > 1e-12 ? Float(variance.squareRoot()) : 1
        }
    }
}
