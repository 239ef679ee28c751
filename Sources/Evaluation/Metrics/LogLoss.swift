import Foundation

/// The mean negative logarithm of the probability that was given to the truth.
public enum LogLoss {
    /// −1/N Σ ln pₙ,ₗₐᵦₑₗ in nats, probabilities clipped to [ε, 1 − ε] with ε = 2⁻⁵², so that it stays finite.
    ///
    /// - Returns: nil without samples.
    public static func value(of samples: ScoredSamples) -> Double? {
        guard samples.count > 0 else { return nil }
        let smallest = Double.ulpOfOne
        var sum = 0.0
        for (sample, label) in samples.labels.enumerated() {
            let probability = samples.probabilities[sample * samples.classCount + label]
            sum -= log(min(max(probability, smallest), 1 - smallest))
        }
        return sum / Double(samples.count)
    }
}
