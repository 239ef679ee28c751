import Foundation

/// The χ² distribution with a whole number of degrees of freedom.
public enum ChiSquaredDistribution {
    /// P(X ≥ x). With ν degrees of freedom Q(ν/2, x/2), from Q(½, y) = erfc √y or Q(1, y) = e⁻ʸ upwards by
    /// Q(s + 1, y) = Q(s, y) + yˢ e⁻ʸ / Γ(s + 1) (DLMF 8.8.6).
    ///
    /// - Returns: nil unless ν ≥ 1 and x ≥ 0.
    public static func upperTail(_ x: Double, degrees: Int) -> Double? {
        guard degrees >= 1, x >= 0 else { return nil }
        let y = x / 2
        guard y > 0 else { return 1 }
        var s = degrees.isMultiple(of: 2) ? 1 : 0.5
        var tail = degrees.isMultiple(of: 2) ? exp(-y) : erfc(y.squareRoot())
        while s < Double(degrees) / 2 {
            tail += exp(s * log(y) - y - lgamma(s + 1))
            s += 1
        }
        return min(tail, 1)
    }
}
