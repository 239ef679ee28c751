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
    /// Measures a map of `frames`; what is away shows its frame's mean.
    public func faithfulness(
        of map: SaliencyMap, frames: Tensor, target: Int, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> Faithfulness {
        let values = map.resampled(frames: frames.shape[0], rows: input.height, columns: input.width)
        // Equal values, as in a map's zeros, go in random order.
        let shuffled = generator.permutation(of: values.count)
        let order = shuffled.sorted { values[$0] > values[$1] }
        let other = generator.permutation(of: values.count)
        let means = frames.frameMeans
        func curve(_ order: [Int], deleting: Bool) throws(SaliencyError) -> [Double] {
            var version = frames
            if !deleting { show(order[...], of: means, in: &version) }
            var versions = [version]
            for tenth in 0..<10 {
                let places = order[tenth * order.count / 10..<(tenth + 1) * order.count / 10]
                if deleting { show(places, of: means, in: &version) } else { restore(places, of: frames, in: &version) }
                versions.append(version)
            }
            return try logits(of: versions).map { Self.probability(of: target, logits: $0) }
        }
        return Faithfulness(
            deletion: try curve(order, deleting: true), insertion: try curve(order, deleting: false),
            randomDeletion: try curve(other, deleting: true), randomInsertion: try curve(other, deleting: false))
    }

    private func show(_ places: ArraySlice<Int>, of means: [Float], in version: inout Tensor) {
        let (channels, pixels) = (input.channels, input.height * input.width)
        version.withUnsafeMutableElements { elements in
            for place in places {
                for channel in 0..<channels { elements[place * channels + channel] = means[place / pixels] }
            }
        }
    }

    private func restore(_ places: ArraySlice<Int>, of frames: Tensor, in version: inout Tensor) {
        let channels = input.channels
        version.withUnsafeMutableElements { elements in
            for place in places {
                for channel in 0..<channels {
                    elements[place * channels + channel] = frames[place * channels + channel]
                }
            }
        }
    }
}
