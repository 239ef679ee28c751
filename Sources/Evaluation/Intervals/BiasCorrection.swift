/// Efron's bias-corrected and accelerated interval (1987).
enum BiasCorrection {
    /// The values at the percentiles Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))), where z₀ = Φ⁻¹(share of resamples below the
    /// estimate, equal ones counting half) and a = Σ d³ / 6 (Σ d²)^{3/2}, d = θ̄ − θ₍ᵢ₎ over the jackknife. Where the
    /// jackknife does not vary, a = 0.
    ///
    /// - Parameters:
    ///   - sorted: the statistic of each resample, ascending.
    ///   - jackknife: the statistic without each patient (or block of patients).
    /// - Returns: nil where the estimate lies outside all resamples, fewer than two jackknife values are defined, or
    ///   1 − a(z₀ ± z) is not above 0.
    static func interval(of sorted: [Double], estimate: Double, jackknife: [Double], level: Double) -> Interval? {
        guard !sorted.isEmpty, jackknife.count >= 2 else { return nil }
        let below = sorted.count { $0 < estimate }
        let notAbove = sorted.count { $0 <= estimate }
        guard
            let bias = NormalDistribution.quantile(Double(below + notAbove) / Double(2 * sorted.count)), bias.isFinite,
            let z = NormalDistribution.quantile((1 + level) / 2), z.isFinite
        else { return nil }
        let mean = jackknife.reduce(0, +) / Double(jackknife.count)
        let deviations = jackknife.map { mean - $0 }
        let squares = deviations.reduce(0) { $0 + $1 * $1 }
        let cubes = deviations.reduce(0) { $0 + $1 * $1 * $1 }
        let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
        let fraction = { (z: Double) -> Double? in
            let divisor = 1 - acceleration * (bias + z)
            return divisor > 0 ? NormalDistribution.cumulative(bias + (bias + z) / divisor) : nil
        }
        guard let low = fraction(-z), let high = fraction(z), (0...1).contains(low), (0...1).contains(high) else {
            return nil
        }
        return Interval(low: Quantile.value(of: sorted, at: low), high: Quantile.value(of: sorted, at: high))
    }
}
