/// The mean squared error of probabilities (Brier 1950).
public enum BrierScore {
    /// With two classes 1/N Σ (p₊ − y)², from 0 to 1; with more 1/N Σₙ Σₖ (pₙₖ − yₙₖ)², from 0 to 2.
    ///
    /// - Returns: nil without samples.
    public static func value(of samples: ScoredSamples) -> Double? {
        let columns = samples.positiveClass.map { $0...$0 } ?? 0...samples.classCount - 1
        guard samples.count > 0 else { return nil }
        var sum = 0.0
        for (sample, label) in samples.labels.enumerated() {
            for column in columns {
                let error = samples.probabilities[sample * samples.classCount + column] - (column == label ? 1 : 0)
                sum += error * error
            }
        }
        return sum / Double(samples.count)
    }
}
