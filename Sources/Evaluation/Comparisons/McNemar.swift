/// McNemar's test (1947) of whether two models err equally often on the same samples.
///
/// It takes samples as independent: give it one sample a patient.
public struct McNemar: Hashable, Codable, Sendable {
    /// The samples that the first model alone classified rightly.
    public var onlyFirst: Int

    /// The samples that the second model alone classified rightly.
    public var onlySecond: Int

    private enum CodingKeys: String, CodingKey {
        case onlyFirst = "only_first"
        case onlySecond = "only_second"
    }

    /// - Throws: `.badSetting` where a count is negative.
    public init(onlyFirst: Int, onlySecond: Int) throws(EvaluationError) {
        for count in [onlyFirst, onlySecond] where count < 0 {
            throw .badSetting(name: "a count of samples", value: Double(count), expected: "at least 0")
        }
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    /// Compares the decisions on the same samples.
    ///
    /// - Throws: `.countMismatch` or `.notPaired` where the samples are not the same.
    public init(_ first: ScoredSamples, _ second: ScoredSamples) throws(EvaluationError) {
        try first.requirePairs(with: second)
        let right = zip(first.labels, zip(first.predictions, second.predictions))
            .map { (label, predictions) in (predictions.0 == label, predictions.1 == label) }
        try self.init(onlyFirst: right.count { $0.0 && !$0.1 }, onlySecond: right.count { !$0.0 && $0.1 })
    }

    /// The exact two-sided p, 2 P(X ≤ min(b, c)) of a binomial X of b + c trials with ½; 1 where both err alike.
    public var exactP: Double {
        let (fewer, more) = (min(onlyFirst, onlySecond), max(onlyFirst, onlySecond))
        guard more > 0 else { return 1 }
        return min(2 * (BetaDistribution.cumulative(0.5, a: Double(more), b: Double(fewer) + 1) ?? 0.5), 1)
    }

    /// (|b − c| − 1)² / (b + c), McNemar's statistic with Edwards' continuity correction (1948), as χ² with one degree of
    /// freedom; nil where no sample tells the models apart.
    public var statistic: Double? {
        guard onlyFirst > 0 || onlySecond > 0 else { return nil }
        let (b, c) = (Double(onlyFirst), Double(onlySecond))
        let excess = abs(b - c) - 1
        return excess * excess / (b + c)
    }

    /// The p of `statistic`; nil where that is.
    public var correctedP: Double? {
        statistic.flatMap { ChiSquaredDistribution.upperTail($0, degrees: 1) }
    }
}

extension ScoredSamples {
    /// - Throws: `EvaluationError` where the other scores do not belong to the same samples in the same order.
    func requirePairs(with other: ScoredSamples) throws(EvaluationError) {
        guard count == other.count else {
            throw .countMismatch(list: "the second model's scores", found: other.count, expected: count)
        }
        for sample in 0..<count
        where labels[sample] != other.labels[sample] || patients[sample] != other.patients[sample] {
            throw .notPaired(sample: sample)
        }
    }
}
