/// How often a model errs on the samples that it is most certain of (El-Yaniv and Wiener 2010; Geifman and El-Yaniv
/// 2017).
public struct RiskCoverageCurve: Hashable, Codable, Sendable {
    /// What answering from one confidence upwards gives.
    public struct Point: Hashable, Codable, Sendable {
        /// The lowest confidence that is answered.
        public var threshold: Double

        /// How many samples are answered, and how many of them wrongly.
        public var answered: Int
        public var errors: Int

        /// The share of samples that are answered.
        public var coverage: Double

        /// The share of wrong answers.
        public var risk: Double
    }

    /// One point a distinct confidence, with falling thresholds and so with rising coverage.
    public let points: [Point]

    /// - Parameters:
    ///   - confidences: how certain the model is of each sample, such as the probability of the class that it chose.
    ///   - correct: whether it is right.
    /// - Throws: `EvaluationError` without samples, or where the lists do not fit or a confidence is not finite.
    public init(confidences: [Double], correct: [Bool]) throws(EvaluationError) {
        let scores = try BinaryScores(scores: confidences, positives: correct)
        guard scores.count > 0 else { throw .tooFewValues(figure: "a risk-coverage curve", found: 0, needed: 1) }
        points = scores.cumulativeCounts().map { step in
            let answered = step.truePositives + step.falsePositives
            return Point(
                threshold: step.threshold, answered: answered, errors: step.falsePositives,
                coverage: Double(answered) / Double(scores.count),
                risk: Double(step.falsePositives) / Double(answered))
        }
    }

    /// The curve of the probability of the class that was decided on.
    public init(_ samples: ScoredSamples) throws(EvaluationError) {
        let predictions = samples.predictions
        try self.init(
            confidences: predictions.enumerated().map {
                samples.probabilities[$0.offset * samples.classCount + $0.element]
            },
            correct: zip(predictions, samples.labels).map { $0 == $1 })
    }

    /// The mean risk over all samples' own confidences as thresholds (Geifman et al. 2019): 0 where no answer is wrong,
    /// about the error rate where confidence says nothing.
    public var area: Double {
        var before = 0.0
        return points.reduce(0) { area, point in
            defer { before = point.coverage }
            return area + (point.coverage - before) * point.risk
        }
    }

    /// The point with the greatest coverage whose risk is at most `risk`: below its threshold a model should abstain.
    ///
    /// - Parameter level: where given, the upper end of the risk's one-sided Clopper–Pearson interval of this level must be
    ///   at most `risk`, not only the risk itself. The threshold is chosen on the same samples, so that this holds
    ///   for each threshold by itself.
    /// - Throws: `.badSetting`; `.unreachable` where even the most certain samples err more often.
    public func abstention(forRisk risk: Double, level: Double? = nil) throws(EvaluationError) -> Point {
        guard risk >= 0, risk < 1 else {
            throw .badSetting(name: "the wanted risk", value: risk, expected: "at least 0 and below 1")
        }
        var lowest = 1.0
        for point in points.reversed() {
            var reached = point.risk
            if let level {
                // The two-sided interval of 2·level − 1 has the one-sided level on each side.
                guard level > 0.5, level < 1 else {
                    throw .badSetting(name: "the one-sided level", value: level, expected: "above 0.5 and below 1")
                }
                reached = try Proportion.clopperPearson(point.errors, of: point.answered, level: 2 * level - 1).high
            }
            if reached <= risk { return point }
            lowest = min(lowest, reached)
        }
        throw .unreachable(wish: "a risk of \(risk)", best: "\(lowest)")
    }
}
