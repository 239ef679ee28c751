import Foundation

/// Probabilities and logits.
enum LogisticFunction {
    /// 1 / (1 + e⁻ˣ), without overflow.
    static func probability(_ x: Double) -> Double {
        x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
    }

    /// ln(p / (1 − p)), with p clipped to [ε, 1 − ε], ε = 2⁻⁵², so that it stays finite.
    static func logit(_ p: Double) -> Double {
        let clipped = min(max(p, .ulpOfOne), 1 - .ulpOfOne)
        return log(clipped) - log1p(-clipped)
    }

    /// ln(1 + eˣ), without overflow.
    static func softplus(_ x: Double) -> Double {
        max(x, 0) + log1p(exp(-abs(x)))
    }

    /// eᶻₖ / Σⱼ eᶻⱼ, without overflow.
    static func softmax(_ logits: [Double]) -> [Double] {
        let largest = logits.max() ?? 0
        let powers = logits.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// ln Σⱼ eᶻⱼ, without overflow.
    static func logSumExp(_ logits: [Double]) -> Double {
        let largest = logits.max() ?? 0
        return largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
    }
}
