import Foundation

/// The probability of one finding from its output.
enum Sigmoid {
    /// 1 / (1 + exp(−z)).
    static func probability(_ logit: Float) -> Double {
        let z = Double(logit)
        return z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z))
    }
}
