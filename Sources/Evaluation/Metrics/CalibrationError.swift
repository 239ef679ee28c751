/// How far stated confidence and observed accuracy lie apart.
public enum CalibrationError {
    /// The expected calibration error (Guo et al. 2017): samples are binned by the probability of the most probable
    /// class into `bins` intervals of equal width, open below and closed above; Σ_b n_b/N · |accuracy(b) − confidence(b)|.
    ///
    /// - Returns: nil without samples.
    /// - Precondition: there is at least one bin.
    public static func expected(of samples: ScoredSamples, bins: Int = 15) -> Double? {
        precondition(bins > 0, "\(bins) bins")
        let (confidences, correct) = judged(samples)
        return weightedGap(confidences, correct, bins: ProbabilityBins.equalWidth(bins))
    }

    /// The same with bins that hold equally many samples (Nixon et al. 2019): the edges are quantiles of the
    /// confidences, and equal confidences share a bin.
    ///
    /// - Returns: nil without samples.
    /// - Precondition: there is at least one bin.
    public static func equalMass(of samples: ScoredSamples, bins: Int = 15) -> Double? {
        precondition(bins > 0, "\(bins) bins")
        let (confidences, correct) = judged(samples)
        return weightedGap(confidences, correct, bins: ProbabilityBins.equalMass(bins, of: confidences))
    }

    private static func judged(_ samples: ScoredSamples) -> (confidences: [Double], correct: [Bool]) {
        let chosen = samples.mostProbable
        let confidences = chosen.enumerated().map { samples.probabilities[$0.offset * samples.classCount + $0.element] }
        return (confidences, zip(chosen, samples.labels).map { $0 == $1 })
    }

    private static func weightedGap(_ confidences: [Double], _ correct: [Bool], bins: ProbabilityBins) -> Double? {
        guard !confidences.isEmpty else { return nil }
        var gaps = [Double](repeating: 0, count: bins.count)
        for (confidence, correct) in zip(confidences, correct) {
            gaps[bins.bin(of: confidence)] += (correct ? 1 : 0) - confidence
        }
        return gaps.reduce(0) { $0 + abs($1) } / Double(confidences.count)
    }
}
