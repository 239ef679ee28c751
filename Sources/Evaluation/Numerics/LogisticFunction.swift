import Foundation

/// Probabilities and logits.
public enum LogisticFunction {
    /// 1 / (1 + e⁻ˣ), without overflow.
    public static func probability(_ x: Double) -> Double {
        x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
    }

    /// ln(p / (1 − p)), with p clipped to [ε, 1 − ε], ε = 2⁻⁵², so that it stays finite.
    static func logit(_ p: Double) -> Double {
        let clipped = min(max(p, .ulpOfOne), 1 - .ulpOfOne)
        return log(clipped) - log1p(-clipped)
    }

    /// eᶻₖ / Σⱼ eᶻⱼ, without overflow.
    public static func softmax(_ logits: [Double]) -> [Double] {
        let largest = logits.max() ?? 0
        let powers = logits.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// The loss −t ln σ(x) − (1 − t) ln(1 − σ(x)) of a target t with its derivatives by x, none of them as a difference of
    /// near numbers, so that they stay exact where the loss vanishes.
    static func loss(_ x: Double, target: Double) -> (value: Double, slope: Double, curvature: Double) {
        let small = exp(-abs(x))
        let (larger, smaller) = (1 / (1 + small), small / (1 + small))
        let (p, q) = x >= 0 ? (larger, smaller) : (smaller, larger)
        // ln(1 + eˣ) is x or 0 more than this.
        let surplus = log1p(small)
        let value = target * (surplus + max(-x, 0)) + (1 - target) * (surplus + max(x, 0))
        return (value, (1 - target) * p - target * q, p * q)
    }

    /// The loss −ln pₗₐᵦₑₗ of softmax with its derivatives p − [k = label] by each logit, exact likewise.
    static func loss(_ logits: [Double], label: Int) -> (value: Double, slopes: [Double], p: [Double]) {
        let p = softmax(logits)
        let others = p.indices.reduce(0) { $1 == label ? $0 : $0 + p[$1] }
        var slopes = p
        slopes[label] = -others
        let largest = logits.max() ?? 0
        let value =
            logits[label] == largest
            ? log1p(p.indices.reduce(0) { $1 == label ? $0 : $0 + exp(logits[$1] - largest) })
            : largest - logits[label] + log(logits.reduce(0) { $0 + exp($1 - largest) })
        return (value, slopes, p)
    }
}
