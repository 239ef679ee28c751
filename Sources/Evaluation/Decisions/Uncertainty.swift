import Foundation

/// How unsure a prediction is.
public enum Uncertainty {
    /// The entropy of K probabilities divided by that of K equal ones: −Σ pₖ ln pₖ / ln K, from 0 (certain) to 1.
    public static func normalisedEntropy(_ probabilities: [Double]) -> Double {
        let entropy = probabilities.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
        return min(max(entropy / log(Double(probabilities.count)), 0), 1)
    }

    /// The mean of the entropies of findings that do not exclude each other, in bits: 0 (certain) to 1.
    public static func entropyOfFindings(_ probabilities: [Double]) -> Double {
        probabilities.reduce(0) { $0 + normalisedEntropy([$1, 1 - $1]) } / Double(max(probabilities.count, 1))
    }

    /// How much the members contradict each other about findings: the mean over these of `disagreement`.
    public static func disagreementAboutFindings(_ members: [[Double]]) -> Double {
        members[0].indices.reduce(0) { sum, column in
            sum + disagreement(members.map { [$0[column], 1 - $0[column]] }) / Double(members[0].count)
        }
    }

    /// How much the members of an ensemble contradict each other: the entropy of their mean minus the mean of their
    /// entropies, divided by ln K (the mutual information of Houlsby et al. 2011), from 0 (agreed) to 1.
    public static func disagreement(_ members: [[Double]]) -> Double {
        let count = Double(members.count)
        let mean = members[0].indices.map { column in members.reduce(0) { $0 + $1[column] } / count }
        let own = members.reduce(0) { $0 + normalisedEntropy($1) } / count
        return max(normalisedEntropy(mean) - own, 0)
    }
}
