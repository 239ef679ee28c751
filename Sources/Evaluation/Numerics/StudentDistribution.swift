/// Student's t distribution.
public enum StudentDistribution {
    /// P(|T| ≥ |t|) = I_{ν/(ν + t²)}(ν/2, ½), the two-sided p of a t statistic with ν degrees of freedom.
    ///
    /// - Returns: nil unless ν > 0 and `t` is a number.
    public static func twoSided(_ t: Double, degrees: Double) -> Double? {
        guard !t.isNaN, degrees > 0 else { return nil }
        return BetaDistribution.cumulative(degrees / (degrees + t * t), a: degrees / 2, b: 0.5)
    }

    /// The t ≥ 0 with P(|T| ≤ t) = `level`, the half width of a two-sided interval in standard errors.
    ///
    /// - Returns: nil unless ν > 0 and the level lies in 0..<1.
    public static func halfWidth(level: Double, degrees: Double) -> Double? {
        guard level >= 0, level < 1, degrees > 0 else { return nil }
        // The square of t is ν y / (1 − y), where y has the beta distribution B(½, ν/2).
        guard let y = BetaDistribution.quantile(level, a: 0.5, b: degrees / 2), y < 1 else { return nil }
        return (degrees * y / (1 - y)).squareRoot()
    }
}
