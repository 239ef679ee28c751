/// The corrected resampled t-test (Nadeau and Bengio 2003) of differences between two models over folds.
///
/// Training parts of folds overlap, so the plain t-test finds too much; the variance is enlarged for it.
public struct CorrectedTTest: Hashable, Codable, Sendable {
    /// The mean difference with its interval and two-sided p.
    public var comparison: Comparison

    /// t = d̄ / √((1/J + n₂/n₁) s²) of J differences with the variance s², n₁ training and n₂ test samples.
    public var statistic: Double

    /// J − 1.
    public var degrees: Int

    /// - Parameters:
    ///   - differences: the difference of a figure in each fold (and repetition).
    ///   - training: n₁, how many samples a fold trained on.
    ///   - test: n₂, how many samples a fold was tested on.
    /// - Throws: `EvaluationError` with fewer than two differences, with equal ones, or where a number is out of its range.
    public init(
        differences: [Double], training: Int, test: Int, level: Double = 0.95
    ) throws(EvaluationError) {
        guard differences.count >= 2 else {
            throw .tooFewValues(figure: "the corrected resampled t-test", found: differences.count, needed: 2)
        }
        for (index, value) in differences.enumerated() where !value.isFinite {
            throw .notFinite(list: "the differences", index: index, value: value)
        }
        for size in [training, test] where size < 1 {
            throw .badSetting(name: "the number of samples of a fold", value: Double(size), expected: "at least 1")
        }
        _ = try ConfidenceLevel.criticalValue(level)
        let count = Double(differences.count)
        let mean = differences.reduce(0, +) / count
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let error = ((1 / count + Double(test) / Double(training)) * variance).squareRoot()
        guard error > 1e-15 * abs(mean), error > 0,
            let p = StudentDistribution.twoSided(mean / error, degrees: count - 1),
            let width = StudentDistribution.halfWidth(level: level, degrees: count - 1)
        else { throw .noVariance(figure: "the difference over the folds") }
        statistic = mean / error
        degrees = differences.count - 1
        comparison = Comparison(
            difference: mean, interval: Interval(low: mean - width * error, high: mean + width * error), p: p)
    }
}
