import Tensors

extension RandomGenerator {
    /// True with a probability; always draws one number.
    mutating func happens(with probability: Double) -> Bool {
        unit() < probability
    }
}
