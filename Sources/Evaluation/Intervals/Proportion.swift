/// Intervals of a proportion of independent samples.
public enum Proportion {
    /// Wilson's score interval (1927): (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n).
    ///
    /// - Throws: `EvaluationError` unless 0 ≤ successes ≤ count, count ≥ 1 and the level lies between 0 and 1.
    public static func wilson(_ successes: Int, of count: Int, level: Double = 0.95) throws(EvaluationError) -> Interval
    {
        let z = try criticalValue(successes, count, level)
        let n = Double(count)
        let share = Double(successes) / n
        let centre = share + z * z / (2 * n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return Interval(
            low: successes == 0 ? 0 : (centre - half) / scale, high: successes == count ? 1 : (centre + half) / scale)
    }

    /// Clopper's and Pearson's exact interval (1934): the quantiles of B(k, n − k + 1) at (1 − level)/2 and of
    /// B(k + 1, n − k) at (1 + level)/2.
    ///
    /// - Throws: as `wilson`.
    public static func clopperPearson(
        _ successes: Int, of count: Int, level: Double = 0.95
    ) throws(EvaluationError) -> Interval {
        _ = try criticalValue(successes, count, level)
        let (k, n) = (Double(successes), Double(count))
        return Interval(
            low: BetaDistribution.quantile((1 - level) / 2, a: k, b: n - k + 1) ?? 0,
            high: BetaDistribution.quantile((1 + level) / 2, a: k + 1, b: n - k) ?? 1)
    }

    private static func criticalValue(
        _ successes: Int, _ count: Int, _ level: Double
    ) throws(EvaluationError) -> Double {
        guard count > 0 else { throw .tooFewValues(figure: "the interval of a proportion", found: count, needed: 1) }
        guard (0...count).contains(successes) else {
            throw .badSetting(
                name: "the number of successes", value: Double(successes), expected: "between 0 and \(count)")
        }
        return try ConfidenceLevel.criticalValue(level)
    }
}

/// The coverage that an interval promises.
enum ConfidenceLevel {
    /// The z with P(|Z| ≤ z) = `level`.
    static func criticalValue(_ level: Double) throws(EvaluationError) -> Double {
        guard level > 0, level < 1, let z = NormalDistribution.quantile((1 + level) / 2), z.isFinite else {
            throw .badSetting(name: "the level of an interval", value: level, expected: "between 0 and 1")
        }
        return z
    }
}
