import Networks
import Saliency
import Tensors
import Training

/// Measures whether a method's maps mean anything: the tests of Adebayo et al. (2018), Arun et al. (2021) and Yeh et al. (2019).
public final class TrustMeasurement {
    private let explainer: Explainer
    private let comparisons: [Comparison]
    private let samples: [TrustSample]
    private let seed: UInt64

    /// A model whose maps should be unlike the trained one's, because it learnt less.
    public struct Comparison {
        public enum Kind: Hashable, Sendable {
            /// Its last layers are drawn anew, in the last stage all.
            case weights(stage: Int, of: Int)
            /// The same recipe trained it on labels that were shuffled with this seed.
            case labels(seed: UInt64)
        }

        public var kind: Kind
        /// Called once a method, so that few models are in memory at a time.
        public var make: () throws(SaliencyError) -> Explainer

        public init(_ kind: Kind, make: @escaping () throws(SaliencyError) -> Explainer) {
            (self.kind, self.make) = (kind, make)
        }
    }

    /// - Parameters:
    ///   - explainer: the trained model; the maps of several members are their mean, as in an explanation.
    ///   - samples: scans of the run's own cohort.
    public init(_ explainer: Explainer, comparisons: [Comparison], samples: [TrustSample], seed: UInt64) {
        self.explainer = explainer
        self.comparisons = comparisons
        self.samples = samples
        self.seed = seed
    }

    /// Measures one method.
    ///
    /// - Parameter each: told after every scan and comparison how many of how many are done; what it throws ends the measurement.
    public func measure(
        _ method: SaliencyMethod, each: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> MethodTrust {
        let total = samples.count * (1 + comparisons.count)
        var sums = Sums()
        var maps: [[Float]] = []
        for (place, sample) in samples.enumerated() {
            let map = try map(method, of: sample, sample.frames, by: explainer, seed: seed)
            maps.append(map.values.map(abs))
            var generator = RandomGenerator(seed: seed, stream: [2, UInt64(place)])
            let noisy = try self.map(
                method, of: sample, sample.frames.noisy(share: 0.01, using: &generator), by: explainer,
                seed: seed &+ 1)
            sums.repeated += RankCorrelation.of(maps[place], noisy.values.map(abs))
            _ = try explainer.read(sample.frames, clinical: sample.clinical)
            let faithfulness = try explainer.faithfulness(
                of: [map], frames: sample.frames, target: sample.target, seed: seed &+ UInt64(place))[0]
            sums.deletion += faithfulness.deletionGain
            sums.insertion += faithfulness.insertionGain
            sums.add(map, of: sample)
            try each(place + 1, total)
        }
        var likeness: [(kind: Comparison.Kind, correlation: Double)] = []
        for comparison in comparisons {
            let other = try comparison.make()
            var sum = 0.0
            for (place, sample) in samples.enumerated() {
                let changed = try self.map(method, of: sample, sample.frames, by: other, seed: seed)
                sum += RankCorrelation.of(maps[place], changed.values.map(abs))
                try each(samples.count * (likeness.count + 1) + place + 1, total)
            }
            likeness.append((comparison.kind, sum / Double(max(samples.count, 1))))
        }
        return MethodTrust(
            method: method.rawValue, layer: method.readsLayer ? explainer.tap?.path : nil, scans: samples.count,
            checks: likeness.map { MethodTrust.Check($0.kind, correlation: $0.correlation) }
                + sums.checks(of: samples.count, likenessToMean: likenessToMean(maps)))
    }

    private func map(
        _ method: SaliencyMethod, of sample: TrustSample, _ frames: Tensor, by explainer: Explainer, seed: UInt64
    ) throws(SaliencyError) -> SaliencyMap {
        _ = try explainer.read(frames, clinical: sample.clinical)
        return try explainer.map(method, of: frames, target: sample.target, seed: seed)
    }

    /// How much each map is like the mean of the others.
    private func likenessToMean(_ maps: [[Float]]) -> Double? {
        guard maps.count > 1, let first = maps.first, maps.allSatisfy({ $0.count == first.count }) else { return nil }
        let scaled = maps.map { map in
            let largest = map.max() ?? 0
            return largest > 0 ? map.map { $0 / largest } : map
        }
        let total = scaled.dropFirst().reduce(scaled[0]) { sum, map in zip(sum, map).map { $0 + $1 } }
        let likeness = scaled.map { map in RankCorrelation.of(map, zip(total, map).map { $0 - $1 }) }
        return likeness.reduce(0, +) / Double(likeness.count)
    }
}
