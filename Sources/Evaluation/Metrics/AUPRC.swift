/// The area under the precision-recall curve.
public enum AUPRC {
    /// Average precision, Σᵢ (Rᵢ − Rᵢ₋₁) Pᵢ over falling thresholds without interpolation (which flatters: Davis and
    /// Goadrich 2006). Equal scores share one threshold.
    ///
    /// - Returns: nil where positives are missing.
    /// - Precondition: one score a sample, none of them NaN.
    public static func averagePrecision(scores: [Double], positives: [Bool]) -> Double? {
        precondition(scores.count == positives.count, "\(scores.count) scores, \(positives.count) samples")
        let positiveCount = positives.count { $0 }
        guard positiveCount > 0 else { return nil }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var area = 0.0
        var truePositives = 0
        var start = 0
        while start < order.count {
            var end = start
            var tiedPositives = 0
            while end < order.count, scores[order[end]] == scores[order[start]] {
                if positives[order[end]] { tiedPositives += 1 }
                end += 1
            }
            truePositives += tiedPositives
            area += Double(tiedPositives) / Double(positiveCount) * Double(truePositives) / Double(end)
            start = end
        }
        return area
    }

    /// With two classes the area for the positive one; with more the mean of the areas of each class against the rest,
    /// over the classes that occur.
    public static func value(of samples: ScoredSamples) -> Double? {
        let single = { averagePrecision(scores: samples.scores(of: $0), positives: samples.membership(in: $0)) }
        return samples.positiveClass.map(single) ?? samples.macro(single)
    }
}
