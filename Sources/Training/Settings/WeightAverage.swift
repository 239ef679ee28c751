/// An exponential moving average of the weights over the updates, which is scored and becomes the model in their place
/// (Polyak and Juditsky 1992).
public struct WeightAverage: Hashable, Sendable {
    /// The share of the old average in the new one, from 0 to below 1.
    public var decay = 0.999

    public init(decay: Double = 0.999) {
        self.decay = decay
    }
}

extension WeightAverage {
    /// The share at update number `number`, counted from 1: min(decay, (1 + n) / (10 + n)), so that the first weights are
    /// soon forgotten.
    public func decay(at number: Int) -> Double {
        min(decay, Double(1 + number) / Double(10 + number))
    }
}

extension WeightAverage: Codable {
    enum CodingKeys: String, CodingKey {
        case decay
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.decay, into: &decay, .within(0, below: 1))
    }
}
