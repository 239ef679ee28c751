/// The receiver operating characteristic: sensitivity against 1 − specificity over all thresholds.
public struct ROCCurve: Hashable, Codable, Sendable {
    /// What calling positive from one threshold upwards gives.
    public struct Point: Hashable, Codable, Sendable {
        /// The lowest score that is called positive; nil where none is.
        public var threshold: Double?

        /// 1 − specificity, FP / (FP + TN).
        public var falsePositiveRate: Double

        /// TP / (TP + FN).
        public var sensitivity: Double

        private enum CodingKeys: String, CodingKey {
            case threshold, sensitivity
            case falsePositiveRate = "false_positive_rate"
        }
    }

    /// The corners of the curve from (0, 0) to (1, 1) with falling thresholds; points on a straight line are left out.
    public let points: [Point]

    /// - Throws: `.oneClassOnly` where positives or negatives are missing.
    public init(_ scores: BinaryScores) throws(EvaluationError) {
        try scores.requireBothClasses(for: "a ROC curve")
        var corners = [(threshold: Double?.none, truePositives: 0, falsePositives: 0)]
        for step in scores.cumulativeCounts() {
            if corners.count > 1 {
                let (before, last) = (corners[corners.count - 2], corners[corners.count - 1])
                let (rise, run) = (
                    last.truePositives - before.truePositives, last.falsePositives - before.falsePositives
                )
                let goesOn =
                    rise * (step.falsePositives - last.falsePositives)
                    == run * (step.truePositives - last.truePositives)
                if goesOn { corners.removeLast() }
            }
            corners.append((step.threshold, step.truePositives, step.falsePositives))
        }
        let (positives, negatives) = (Double(scores.positiveCount), Double(scores.negativeCount))
        points = corners.map {
            Point(
                threshold: $0.threshold, falsePositiveRate: Double($0.falsePositives) / negatives,
                sensitivity: Double($0.truePositives) / positives)
        }
    }

    /// The area by the trapezoidal rule; equals `AUROC.area`.
    public var area: Double {
        zip(points, points.dropFirst()).reduce(0) { area, pair in
            let (from, to) = pair
            return area + (to.falsePositiveRate - from.falsePositiveRate) * (from.sensitivity + to.sensitivity) / 2
        }
    }

    /// The sensitivity at a false-positive rate, on the straight line between corners; of a vertical step its top. At
    /// fixed rates the curves of resamples can be joined to a band.
    ///
    /// - Parameter rate: clipped to 0…1.
    public func sensitivity(atFalsePositiveRate rate: Double) -> Double {
        let rate = min(max(rate, 0), 1)
        // The last corner at or left of the rate.
        var (low, high) = (0, points.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if points[middle].falsePositiveRate <= rate { low = middle } else { high = middle }
        }
        let from = points[low]
        guard high < points.count else { return from.sensitivity }
        let to = points[high]
        let share = (rate - from.falsePositiveRate) / (to.falsePositiveRate - from.falsePositiveRate)
        return from.sensitivity + share * (to.sensitivity - from.sensitivity)
    }
}
