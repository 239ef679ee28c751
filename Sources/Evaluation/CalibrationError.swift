/// How far stated confidence and observed accuracy lie apart.
public enum CalibrationError {
    /// The expected calibration error (Guo et al. 2017): samples are binned by the probability of the predicted class
    /// into `bins` intervals of equal width, open below and closed above; Σ_b n_b/N · |accuracy(b) − confidence(b)|.
    ///
    /// - Returns: nil without samples.
    public static func expected(of samples: ScoredSamples, bins: Int = 15) -> Double? {
        precondition(bins > 0, "\(bins) bins")
        guard samples.count > 0 else { return nil }
        var gaps = [Double](repeating: 0, count: bins)
        for (sample, prediction) in samples.predictions.enumerated() {
            let confidence = samples.probabilities[sample * samples.classCount + prediction]
            let bin = Int((confidence * Double(bins)).rounded(.up)) - 1
            let correct: Double = prediction == samples.labels[sample] ? 1 : 0
            gaps[min(max(bin, 0), bins - 1)] += correct - confidence
        }
        return gaps.reduce(0) { $0 + abs($1) } / Double(samples.count)
    }
}
