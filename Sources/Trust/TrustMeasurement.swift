import Networks
import Saliency
import Tensors
import Training

/// Measures whether a method's maps mean anything: the tests of Adebayo et al. (2018), Arun et al. (2021) and Yeh et al. (2019).
public final class TrustMeasurement {
    private let network: ExplainedNetwork
    private let randomised: [ExplainedNetwork]
    private let samples: [TrustSample]
    private let seed: UInt64

    /// - Parameters:
    ///   - network: the trained network.
    ///   - randomised: the same with ever more of its layers drawn anew, from the last to the first; the last has no trained layer.
    ///   - samples: scans of the run's own cohort.
    public init(_ network: ExplainedNetwork, randomised: [ExplainedNetwork], samples: [TrustSample], seed: UInt64) {
        self.network = network
        self.randomised = randomised
        self.samples = samples
        self.seed = seed
    }

    /// Measures one method.
    ///
    /// - Parameter each: told after every scan how many are done.
    public func measure(
        _ method: SaliencyMethod, each: (Int) -> Void = { _ in }
    ) throws(SaliencyError) -> MethodTrust {
        var sums = Sums(stages: randomised.count)
        var maps: [[Float]] = []
        for (place, sample) in samples.enumerated() {
            let map = try map(method, of: sample, sample.frames, by: network, seed: seed)
            let magnitudes = map.values.map(abs)
            maps.append(magnitudes)
            for (stage, other) in randomised.enumerated() {
                let changed = try self.map(method, of: sample, sample.frames, by: other, seed: seed)
                sums.randomised[stage] += RankCorrelation.of(magnitudes, changed.values.map(abs))
            }
            var generator = RandomGenerator(seed: seed, stream: [2, UInt64(place)])
            let noisy = try self.map(
                method, of: sample, sample.frames.noisy(share: 0.01, using: &generator), by: network, seed: seed &+ 1)
            sums.repeated += RankCorrelation.of(magnitudes, noisy.values.map(abs))
            _ = try network.read(sample.frames, clinical: sample.clinical)
            let faithfulness = try network.faithfulness(
                of: map, frames: sample.frames, target: sample.target, using: &generator)
            sums.deletion += faithfulness.deletionGain
            sums.insertion += faithfulness.insertionGain
            sums.add(map, of: sample)
            each(place + 1)
        }
        return MethodTrust(
            method: method.rawValue, layer: method.readsLayer ? network.tap?.path : nil, scans: samples.count,
            checks: checks(sums, maps))
    }

    private func map(
        _ method: SaliencyMethod, of sample: TrustSample, _ frames: Tensor, by network: ExplainedNetwork, seed: UInt64
    ) throws(SaliencyError) -> SaliencyMap {
        _ = try network.read(frames, clinical: sample.clinical)
        return try network.map(method, of: frames, target: sample.target, seed: seed)
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

    private static func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private func checks(_ sums: Sums, _ maps: [[Float]]) -> [MethodTrust.Check] {
        let count = Double(max(samples.count, 1))
        var checks: [MethodTrust.Check] = []
        func add(
            _ name: String, _ value: Double, atMost limit: Double? = nil, atLeast floor: Double? = nil,
            _ sentence: String
        ) {
            let passed = limit.map { value <= $0 } ?? floor.map { value >= $0 }
            checks.append(
                MethodTrust.Check(
                    name: name, value: value,
                    wanted: limit.map { "at most \(Self.thousandths($0))" }
                        ?? floor.map { "at least \(Self.thousandths($0))" },
                    verdict: passed.map { $0 ? .passed : .failed } ?? .notJudged, sentence: sentence))
        }
        for (stage, sum) in sums.randomised.enumerated() {
            let isLast = stage == sums.randomised.count - 1
            add(
                isLast ? "weights randomised" : "weights randomised, stage \(stage + 1) of \(sums.randomised.count)",
                sum / count, atMost: isLast ? 0.5 : nil,
                "Rank correlation of the maps with those of the network whose "
                    + (isLast ? "layers are all" : "last layers are") + " drawn anew (Adebayo 2018).")
        }
        add(
            "repeatability", sums.repeated / count, atLeast: 0.8,
            "Rank correlation of the maps with those of the scan with noise of 1 % of its range, and another seed.")
        add(
            "deletion", sums.deletion / count, atLeast: 0,
            "How much faster than in random order the class's probability falls where the map's places are taken away (Petsiuk 2018)."
        )
        add(
            "insertion", sums.insertion / count, atLeast: 0,
            "How much faster than in random order it rises where they are brought back.")
        add(
            "edges", sums.edges / count, atMost: 0.5,
            "Rank correlation of the maps with an edge detector's picture (Sobel), which knows nothing of the class.")
        if let likeness = likenessToMean(maps) {
            add(
                "average map", likeness, atMost: 0.9,
                "Rank correlation of each map with the mean of the others: a map that always looks alike explains no scan (Arun 2021)."
            )
        }
        if sums.measuredBodies > 0 {
            add(
                "outside the body", sums.outside / Double(sums.measuredBodies),
                atMost: sums.outsideArea / Double(sums.measuredBodies),
                "Share of the map's positive mass on pixels of the background, against the background's share of the pixels."
            )
        }
        if sums.lesions > 0 {
            add(
                "pointing game", sums.hits / Double(sums.lesions), atLeast: 0.5,
                "Share of \(sums.lesions) scans with a known lesion whose peak lies in it or within one cell of the map."
            )
            add(
                "mass in the lesion", sums.inside / Double(sums.lesions),
                "Share of the map's positive mass in the lesion.")
        }
        return checks
    }
}
