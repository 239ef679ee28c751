import Foundation

/// The beta distribution, from which Student's t and the binomial follow.
public enum BetaDistribution {
    /// The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22) with Lentz's method.
    ///
    /// - Returns: nil unless a > 0, b > 0 and x lies in 0…1.
    public static func cumulative(_ x: Double, a: Double, b: Double) -> Double? {
        guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, x <= 1 else { return nil }
        if x == 0 || x == 1 { return x }
        let logFront = a * log(x) + b * log1p(-x) - logBeta(a, b)
        // The fraction converges fast below the mean; above it the symmetry I_x(a, b) = 1 − I₁₋ₓ(b, a) is used.
        return x < (a + 1) / (a + b + 2)
            ? exp(logFront) / (a * fraction(x, a, b))
            : 1 - exp(logFront) / (b * fraction(1 - x, b, a))
    }

    /// The x where I_x(a, b) = p, by bisection to the last bit.
    ///
    /// - Returns: nil unless a > 0, b > 0 and p lies in 0…1.
    public static func quantile(_ p: Double, a: Double, b: Double) -> Double? {
        guard p >= 0, p <= 1, cumulative(0, a: a, b: b) != nil else { return nil }
        if p == 0 || p == 1 { return p }
        var (low, high) = (0.0, 1.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high, let reached = cumulative(middle, a: a, b: b) else { return middle }
            if reached < p { low = middle } else { high = middle }
        }
    }

    private static func logBeta(_ a: Double, _ b: Double) -> Double {
        lgamma(a) + lgamma(b) - lgamma(a + b)
    }

    /// The denominator 1 + d₁/(1 + d₂/(1 + …)) of the fraction.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = Double.leastNormalMagnitude
        var value = 1.0
        var numerator = 1.0
        var denominator = 0.0
        // About √max(a, b) terms are needed, so this bound is never met below a = 10⁹.
        for term in 1...100_000 {
            let m = Double(term / 2)
            let coefficient =
                term.isMultiple(of: 2)
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            denominator = 1 + coefficient * denominator
            denominator = 1 / (abs(denominator) < tiny ? tiny : denominator)
            numerator = 1 + coefficient / numerator
            if abs(numerator) < tiny { numerator = tiny }
            value *= numerator * denominator
            if abs(numerator * denominator - 1) < 1e-16 { break }
        }
        return value
    }
}
