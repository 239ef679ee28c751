/// How much a disagreement between two ordered classes counts in Cohen's kappa.
public enum KappaWeights: String, CaseIterable, Hashable, Codable, Sendable {
    /// Every disagreement counts alike: wᵢⱼ = [i ≠ j] (Cohen 1960).
    case none
    /// wᵢⱼ = |i − j| (Cicchetti and Allison 1971).
    case linear
    /// wᵢⱼ = (i − j)² (Fleiss and Cohen 1973).
    case quadratic

    fileprivate func weight(_ distance: Int) -> Double {
        switch self {
        case .none: distance == 0 ? 0 : 1
        case .linear: Double(abs(distance))
        case .quadratic: Double(distance * distance)
        }
    }
}

extension ConfusionMatrix {
    /// Cohen's kappa, the agreement beyond chance: 1 − Σᵢⱼ wᵢⱼ nᵢⱼ / Σᵢⱼ wᵢⱼ tᵢ pⱼ / N (Cohen 1968), where class i occurs tᵢ
    /// times and class j is predicted pⱼ times.
    ///
    /// - Returns: nil where truth and prediction are one and the same class for every sample: chance agrees fully, too.
    public func kappa(weights: KappaWeights = .none) -> Double? {
        guard total > 0 else { return nil }
        let supports = (0..<classCount).map(support(of:))
        let predictions = (0..<classCount).map(predicted(as:))
        var observed = 0.0
        var expected = 0.0
        for label in 0..<classCount {
            for prediction in 0..<classCount {
                let weight = weights.weight(label - prediction)
                observed += weight * Double(self[label: label, prediction: prediction])
                expected += weight * Double(supports[label]) * Double(predictions[prediction])
            }
        }
        return expected > 0 ? 1 - observed * Double(total) / expected : nil
    }
}
