/// The area under the receiver operating characteristic.
public enum AUROC {
    /// The probability that a positive sample scores higher than a negative one, ties counting half
    /// (Hanley and McNeil 1982): (R₊ − n₊(n₊ + 1)/2) / (n₊ n₋), where R₊ is the sum of the positives' mid-ranks.
    ///
    /// - Returns: nil where positives or negatives are missing.
    /// - Precondition: one score a sample, none of them NaN.
    public static func area(scores: [Double], positives: [Bool]) -> Double? {
        precondition(scores.count == positives.count, "\(scores.count) scores, \(positives.count) samples")
        let positiveCount = positives.count { $0 }
        let negativeCount = positives.count - positiveCount
        guard positiveCount > 0, negativeCount > 0 else { return nil }
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        var doubledRankSum = 0
        var start = 0
        while start < order.count {
            var end = start
            var tiedPositives = 0
            while end < order.count, scores[order[end]] == scores[order[start]] {
                if positives[order[end]] { tiedPositives += 1 }
                end += 1
            }
            doubledRankSum += tiedPositives * (start + 1 + end)
            start = end
        }
        let rankSum = Double(doubledRankSum) / 2
        let (p, n) = (Double(positiveCount), Double(negativeCount))
        return (rankSum - p * (p + 1) / 2) / (p * n)
    }

    /// With two classes the area for the positive one; with more the mean of the areas of each class against the rest,
    /// over the classes that occur.
    public static func value(of samples: ScoredSamples) -> Double? {
        let single = { area(scores: samples.scores(of: $0), positives: samples.membership(in: $0)) }
        return samples.positiveClass.map(single) ?? samples.macro(single)
    }

    /// The mean of the areas of each class against the rest, each weighted by how often the class occurs
    /// (Provost and Domingos 2001); with two classes the area for the positive one.
    ///
    /// - Returns: nil where one class only occurs.
    public static func weighted(of samples: ScoredSamples) -> Double? {
        guard samples.positiveClass == nil else { return value(of: samples) }
        var sum = 0.0
        for column in 0..<samples.classCount {
            let positives = samples.membership(in: column)
            let support = positives.count { $0 }
            guard support > 0 else { continue }
            guard let area = area(scores: samples.scores(of: column), positives: positives) else { return nil }
            sum += Double(support) * area
        }
        return samples.count > 0 ? sum / Double(samples.count) : nil
    }
}
