/// Net benefit against threshold probability (Vickers and Elkin 2006): at which risks a reader gains by the model.
public struct DecisionCurve: Hashable, Codable, Sendable {
    /// What acting on everybody whose probability reaches one threshold is worth, in true positives a sample.
    public struct Point: Hashable, Codable, Sendable {
        /// The threshold probability t.
        public var threshold: Double

        /// TP/N − FP/N · t / (1 − t) of the model.
        public var netBenefit: Double

        /// The same of acting on everybody. Acting on nobody is worth 0.
        public var treatAll: Double

        private enum CodingKeys: String, CodingKey {
            case threshold
            case netBenefit = "net_benefit"
            case treatAll = "treat_all"
        }
    }

    /// One point a threshold, in the order in which they were asked for.
    public let points: [Point]

    /// The thresholds 0.01, 0.02, … 0.99.
    public static let percents = (1...99).map { Double($0) / 100 }

    /// - Parameters:
    ///   - scores: calibrated probabilities of being positive, for the population that is asked about.
    ///   - wanted: the share of positives in that population, where it is not that of the samples: TP/N is then Se·π and FP/N
    ///     (1 − Sp)(1 − π).
    /// - Throws: `EvaluationError` without samples or where a threshold does not lie in 0..<1.
    public init(_ scores: BinaryScores, thresholds: [Double] = percents, prevalence wanted: Double? = nil)
        throws(EvaluationError)
    {
        guard scores.count > 0 else { throw .tooFewValues(figure: "a decision curve", found: 0, needed: 1) }
        for threshold in thresholds where !(threshold >= 0 && threshold < 1) {
            throw .badSetting(name: "a threshold probability", value: threshold, expected: "at least 0 and below 1")
        }
        let counts = scores.cumulativeCounts()
        let total = Double(scores.count)
        let found = Double(scores.positiveCount) / total
        let prevalence = wanted ?? found
        // How much a positive and a negative sample count.
        let weights = (found > 0 ? prevalence / found : 0, found < 1 ? (1 - prevalence) / (1 - found) : 0)
        points = thresholds.map { threshold in
            // The number of distinct scores that reach the threshold.
            var (low, high) = (0, counts.count)
            while low < high {
                let middle = (low + high) / 2
                if counts[middle].threshold >= threshold { low = middle + 1 } else { high = middle }
            }
            let odds = threshold / (1 - threshold)
            let (truePositives, falsePositives) =
                low > 0 ? (counts[low - 1].truePositives, counts[low - 1].falsePositives) : (0, 0)
            return Point(
                threshold: threshold,
                netBenefit: weights.0 * Double(truePositives) / total - weights.1 * Double(falsePositives) / total
                    * odds,
                treatAll: prevalence - (1 - prevalence) * odds)
        }
    }
}
