import Foundation

/// The focal loss (Lin et al. 2017) of a softmax: ℓₙ = −Σ_c q_nc·(1 − p_nc)^γ·log p_nc, so that samples which are classified
/// rightly and surely count little. Weights, smoothing and the mean are those of `CrossEntropy`, which it is at γ = 0.
public struct FocalLoss: Loss, Hashable {
    /// γ, at least 0.
    public var gamma: Double
    public var classWeights: [Float]?
    public var labelSmoothing: Float

    public init(gamma: Double = 2, classWeights: [Float]? = nil, labelSmoothing: Float = 0) {
        self.gamma = gamma
        self.classWeights = classWeights
        self.labelSmoothing = labelSmoothing
    }

    public func evaluate(_ outputs: [Float], _ targets: Targets) -> Evaluation {
        ClassTargets(weights: classWeights, smoothing: labelSmoothing).evaluate(outputs, targets) { wanted, found in
            var loss = 0.0
            var slopes: [Double] = []
            for (share, logarithm) in zip(wanted, found.logarithms) {
                let rest = -expm1(logarithm)
                let focus = pow(rest, gamma)
                loss -= share * focus * logarithm
                slopes.append(share * focus * (gamma * exp(logarithm) * Self.ratio(logarithm, rest) - 1))
            }
            return (loss, slopes)
        }
    }

    /// log p / (1 − p), which tends to −1 as p tends to 1.
    private static func ratio(_ logarithm: Double, _ rest: Double) -> Double {
        rest > 0 ? logarithm / rest : -1
    }
}
