/// Precision against recall over all thresholds.
public struct PrecisionRecallCurve: Hashable, Codable, Sendable {
    /// What calling positive from one threshold upwards gives.
    public struct Point: Hashable, Codable, Sendable {
        /// The lowest score that is called positive; nil where none is.
        public var threshold: Double?

        /// TP / (TP + FN), the sensitivity.
        public var recall: Double

        /// TP / (TP + FP), the positive predictive value; 1 by convention where nothing is called positive.
        public var precision: Double
    }

    /// One point a distinct score with falling thresholds, after the point (0, 1). They are to be joined by steps, not
    /// by lines (Davis and Goadrich 2006).
    public let points: [Point]

    /// The share of positives, the precision of guessing.
    public let prevalence: Double

    /// - Throws: `.oneClassOnly` where positives are missing.
    public init(_ scores: BinaryScores) throws(EvaluationError) {
        guard scores.positiveCount > 0 else {
            throw .oneClassOnly(figure: "a precision-recall curve", positives: 0, negatives: scores.negativeCount)
        }
        let positives = Double(scores.positiveCount)
        prevalence = positives / Double(scores.count)
        points =
            [Point(threshold: nil, recall: 0, precision: 1)]
            + scores.cumulativeCounts().map {
                Point(
                    threshold: $0.threshold, recall: Double($0.truePositives) / positives,
                    precision: Double($0.truePositives) / Double($0.truePositives + $0.falsePositives))
            }
    }
}
