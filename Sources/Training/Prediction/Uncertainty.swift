import Foundation

/// How unsure a prediction is.
enum Uncertainty {
    /// The entropy of K probabilities divided by that of K equal ones: −Σ pₖ ln pₖ / ln K, from 0 (certain) to 1.
    static func normalisedEntropy(_ probabilities: [Double]) -> Double {
        let entropy = probabilities.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
        return min(max(entropy / log(Double(probabilities.count)), 0), 1)
    }
}
