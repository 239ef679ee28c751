/// A rule that learnt how the scores of a patient's scans become one: a logistic regression on their least, median, greatest
/// and mean score.
///
/// With two classes a score is the logit, with more there are K centred logarithms. Fit it on scans of other patients than
/// those that it is used for.
public struct LearnedAggregation: Hashable, Codable, Sendable {
    public let regression: LogisticRegression

    /// - Throws: `.mixedGroup` where a patient has two labels, or where there is no fit.
    public init(fitting samples: ScoredSamples) throws(EvaluationError) {
        let whole = try samples.aggregated(by: .mean)
        let features = PatientGroups(samples.patients).groups.map { Self.features(of: samples, $0) }
        regression = try LogisticRegression(fitting: features, labels: whole.labels, classCount: samples.classCount)
    }

    /// One sample a patient, in the order in which patients first occur.
    ///
    /// - Throws: `.mixedGroup` where a patient has two labels.
    public func aggregated(_ samples: ScoredSamples) throws(EvaluationError) -> ScoredSamples {
        let rows = PatientGroups(samples.patients).groups.flatMap {
            regression.probabilities(of: Self.features(of: samples, $0))
        }
        return try samples.aggregated(by: .mean).replacing(probabilities: rows)
    }

    private static func features(of samples: ScoredSamples, _ members: [Int]) -> [Double] {
        let classes = samples.classCount
        let rows = members.map { ScoreFeatures.of(Array(samples.probabilities[$0 * classes..<($0 + 1) * classes])) }
        return rows[0].indices.flatMap { column in
            let sorted = rows.map { $0[column] }.sorted()
            return [0, 0.5, 1].map { Quantile.value(of: sorted, at: $0) }
                + [sorted.reduce(0, +) / Double(sorted.count)]
        }
    }
}
