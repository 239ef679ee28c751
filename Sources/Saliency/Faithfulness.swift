import Tensors

/// Whether the places that a map names matter to the network (Petsiuk et al. 2018): the target's probability while the scan is
/// taken away, or brought back, a tenth at a time in the map's order and in random order.
public struct Faithfulness: Hashable, Sendable {
    /// Probabilities at 0, 10, … 100 % of the scan.
    public var deletion, insertion, randomDeletion, randomInsertion: [Double]

    public init(deletion: [Double], insertion: [Double], randomDeletion: [Double], randomInsertion: [Double]) {
        (self.deletion, self.insertion) = (deletion, insertion)
        (self.randomDeletion, self.randomInsertion) = (randomDeletion, randomInsertion)
    }

    /// The mean of several networks' curves.
    init(meanOf all: [Faithfulness]) {
        func mean(_ curve: (Faithfulness) -> [Double]) -> [Double] {
            guard let first = all.first else { return [] }
            return curve(first).indices.map { place in
                all.reduce(0) { $0 + curve($1)[place] } / Double(all.count)
            }
        }
        self.init(
            deletion: mean(\.deletion), insertion: mean(\.insertion), randomDeletion: mean(\.randomDeletion),
            randomInsertion: mean(\.randomInsertion))
    }

    /// The area under a curve, from 0 to 1 (trapezoids).
    public static func area(_ curve: [Double]) -> Double {
        zip(curve, curve.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 2 } / Double(max(curve.count - 1, 1))
    }

    /// How much faster than in random order the probability falls where the map's places go; above 0 is good.
    public var deletionGain: Double { Self.area(randomDeletion) - Self.area(deletion) }

    /// How much faster than in random order it rises where they come back; above 0 is good.
    public var insertionGain: Double { Self.area(insertion) - Self.area(randomInsertion) }
}

extension ExplainedNetwork {
    /// Measures one map of `frames`.
    public func faithfulness(
        of map: SaliencyMap, frames: Tensor, target: Int, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> Faithfulness {
        try faithfulness(of: [map], frames: frames, target: target, using: &generator)[0]
    }

    /// Measures maps of `frames`; what is away shows its frame's mean. The random order is one for all maps.
    public func faithfulness(
        of maps: [SaliencyMap], frames: Tensor, target: Int, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> [Faithfulness] {
        let places = frames.shape[0] * input.height * input.width
        // Equal values, as in a map's zeros, go in random order.
        let shuffled = generator.permutation(of: places)
        let random = generator.permutation(of: places)
        let orders = maps.map { map in
            let values = map.resampled(frames: frames.shape[0], rows: input.height, columns: input.width)
            return shuffled.sorted { values[$0] > values[$1] }
        }
        let blank = frames.showingMeans
        var versions = VersionQueue(of: self, target: target)
        try versions.add(frames)
        try versions.add(blank)
        for order in orders + [random] {
            try versions.add(tenths: order, replacing: frames, with: blank)
            try versions.add(tenths: order, replacing: blank, with: frames)
        }
        let found = try versions.finish()
        func curve(_ number: Int, from start: Double, to end: Double) -> [Double] {
            [start] + found[2 + 9 * number..<11 + 9 * number] + [end]
        }
        let (whole, nothing) = (found[0], found[1])
        return maps.indices.map { place in
            Faithfulness(
                deletion: curve(2 * place, from: whole, to: nothing),
                insertion: curve(2 * place + 1, from: nothing, to: whole),
                randomDeletion: curve(2 * maps.count, from: whole, to: nothing),
                randomInsertion: curve(2 * maps.count + 1, from: nothing, to: whole))
        }
    }
}

/// Versions of a scan that wait until there are enough of them for one batch.
private struct VersionQueue {
    private let network: ExplainedNetwork
    private let target: Int
    private var waiting: [Tensor] = []
    /// The target's probability for each version.
    private var probabilities: [Double] = []

    init(of network: ExplainedNetwork, target: Int) { (self.network, self.target) = (network, target) }

    mutating func add(_ version: Tensor) throws(SaliencyError) {
        waiting.append(version)
        if waiting.count == ExplainedNetwork.batch { try compute() }
    }

    /// Adds nine versions: `start` with one tenth more of the places, in order, as in `end`.
    mutating func add(tenths order: [Int], replacing start: Tensor, with end: Tensor) throws(SaliencyError) {
        let channels = start.shape[3]
        var version = start
        for tenth in 0..<9 {
            let places = order[tenth * order.count / 10..<(tenth + 1) * order.count / 10]
            version.withUnsafeMutableElements { target in
                end.withUnsafeElements { source in
                    for place in places {
                        for number in place * channels..<(place + 1) * channels { target[number] = source[number] }
                    }
                }
            }
            try add(version)
        }
    }

    mutating func finish() throws(SaliencyError) -> [Double] {
        try compute()
        return probabilities
    }

    private mutating func compute() throws(SaliencyError) {
        probabilities += try network.logits(of: waiting).map { network.probability(of: target, logits: $0) }
        waiting = []
    }
}
