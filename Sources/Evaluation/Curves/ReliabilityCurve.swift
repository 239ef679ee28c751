/// Observed frequency against stated probability, bin by bin (Murphy and Winkler 1977).
public struct ReliabilityCurve: Hashable, Codable, Sendable {
    /// How the probabilities are binned.
    public enum Binning: String, CaseIterable, Hashable, Codable, Sendable {
        /// Intervals of the same width.
        case equalWidth = "equal_width"
        /// Intervals that hold equally many samples, as far as ties allow.
        case equalMass = "equal_mass"
    }

    /// The samples of one bin.
    public struct Bin: Hashable, Codable, Sendable {
        public var count: Int

        /// The mean stated probability.
        public var stated: Double

        /// The share of positives.
        public var observed: Double

        /// Wilson's interval of the share of positives, which takes samples as independent.
        public var low: Double
        public var high: Double
    }

    /// The bins that hold samples, by rising probability.
    public let bins: [Bin]

    /// - Parameter scores: probabilities of being positive.
    /// - Throws: `EvaluationError` without samples, or where there is no bin or a level outside 0…1.
    public init(
        _ scores: BinaryScores, binning: Binning = .equalWidth, bins count: Int = 10, level: Double = 0.95
    ) throws(EvaluationError) {
        guard count > 0 else {
            throw .badSetting(name: "the number of bins", value: Double(count), expected: "at least 1")
        }
        guard scores.count > 0 else { throw .tooFewValues(figure: "a reliability curve", found: 0, needed: 1) }
        let binsOfScores =
            switch binning {
            case .equalWidth: ProbabilityBins.equalWidth(count)
            case .equalMass: ProbabilityBins.equalMass(count, of: scores.scores)
            }
        var counts = [Int](repeating: 0, count: count)
        var positives = counts
        var sums = [Double](repeating: 0, count: count)
        for (score, positive) in zip(scores.scores, scores.positives) {
            let bin = binsOfScores.bin(of: score)
            counts[bin] += 1
            sums[bin] += score
            if positive { positives[bin] += 1 }
        }
        var bins: [Bin] = []
        for bin in counts.indices where counts[bin] > 0 {
            let interval = try Proportion.wilson(positives[bin], of: counts[bin], level: level)
            bins.append(
                Bin(
                    count: counts[bin], stated: sums[bin] / Double(counts[bin]),
                    observed: Double(positives[bin]) / Double(counts[bin]), low: interval.low, high: interval.high))
        }
        self.bins = bins
    }
}
