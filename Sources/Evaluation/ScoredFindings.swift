/// Samples that may have several findings at once, with the probability that a model gave each.
///
/// Each finding is a problem of two classes of its own: absent, present. A finding is decided on from a probability of ½ on.
public struct ScoredFindings: Hashable, Sendable {
    /// The samples as each finding sees them, all in the same order; class 1 is its presence.
    public let all: [ScoredSamples]

    /// - Parameters:
    ///   - probabilities: N rows of L numbers, one for each finding.
    ///   - findings: N rows of L answers, whether the sample has the finding.
    ///   - patients: N names; without them each sample is a patient of its own.
    /// - Throws: `EvaluationError` where the lists do not fit together or a number is no probability.
    public init(
        probabilities: [[Double]], findings: [[Bool]], patients: [String]? = nil
    ) throws(EvaluationError) {
        guard probabilities.count == findings.count else {
            throw .countMismatch(list: "probabilities", found: probabilities.count, expected: findings.count)
        }
        let count = findings.first?.count ?? 0
        for (row, answers) in zip(probabilities, findings) where row.count != count || answers.count != count {
            throw .countMismatch(list: "findings", found: min(row.count, answers.count), expected: count)
        }
        var all: [ScoredSamples] = []
        for column in 0..<count {
            let scores = probabilities.map { $0[column] }
            all.append(
                try ScoredSamples(
                    probabilities: scores.flatMap { [1 - $0, $0] }, labels: findings.map { $0[column] ? 1 : 0 },
                    classCount: 2, positiveClass: 1, patients: patients
                ).decided(at: 0.5))
        }
        self.all = all
    }

    /// The mean of a metric over the findings for which it is defined; nil where it is for none.
    public func macro(_ metric: Metric) -> Double? {
        let values = all.compactMap(metric.value)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}

extension MetricsSummary {
    /// Judges samples with findings, perhaps scored several times over: each metric of each finding in `perClass`, and in
    /// `metrics` the mean over the findings for which it is defined.
    ///
    /// - Parameters:
    ///   - replicates: the same samples in the same order, at least once.
    ///   - findings: the names of the findings in order.
    public init<Generator: RandomNumberGenerator>(
        ofFindings replicates: [ScoredFindings], findings: [String], bootstrap: Bootstrap = Bootstrap(),
        using generator: inout Generator
    ) {
        let metrics = Metric.allCases.filter { $0 != .weightedKappa }
        let mean = { (values: [Double?]) -> Double? in
            let defined = values.compactMap { $0 }
            return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
        }
        let statistics = { (indices: [Int]) -> [Double?] in
            let own = findings.indices.map { column in
                let samples = replicates.map { $0.all[column].selecting(indices) }
                return metrics.map { metric in mean(samples.map(metric.value)) }
            }
            return metrics.indices.map { place in mean(own.map { $0[place] }) } + own.joined()
        }
        let first = replicates[0].all[0]
        let intervals = bootstrap.intervals(patients: first.patients, using: &generator, statistics: statistics)
        let estimates = zip(statistics(Array(first.labels.indices)), intervals).map {
            Estimate(value: $0, interval: $1)
        }
        let named = { (start: Int) in Dictionary(uniqueKeysWithValues: zip(metrics, estimates[start...])) }
        self.init(
            samples: first.count, patients: Set(first.patients).count, metrics: named(0),
            perClass: Dictionary(
                uniqueKeysWithValues: findings.indices.map { (findings[$0], named(($0 + 1) * metrics.count)) }))
    }
}
