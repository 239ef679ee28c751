import Tensors

/// The order of the frames reversed with a probability: `timeFlip: 0.5`.
public struct TimeFlip: Hashable, Sendable {
    /// The probability, 0 to 1.
    public var probability: Double

    public init(probability: Double) {
        self.probability = probability
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.requireProbability(probability, "timeFlip")
    }
}

extension TimeFlip: Codable {
    public init(from decoder: any Decoder) throws {
        probability = try decoder.singleValueContainer().decode(Double.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(probability)
    }
}
