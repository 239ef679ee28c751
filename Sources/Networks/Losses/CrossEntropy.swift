/// The cross-entropy of a softmax, PyTorch's `cross_entropy`: with weights w and smoothing ε over K classes,
/// ℓₙ = −Σ_c w_c·((1 − ε)·t_nc + ε/K)·log p_nc, and the mean is Σ ℓₙ / Σ w_c·t_nc.
///
/// For one class a row that is PyTorch's weighted mean; for mixed targets it is the mean that follows from it.
public struct CrossEntropy: Loss, Hashable {
    /// One weight for each class; nil weighs all alike.
    public var classWeights: [Float]?
    /// The share of the target that is spread over all classes, from 0 to below 1.
    public var labelSmoothing: Float

    public init(classWeights: [Float]? = nil, labelSmoothing: Float = 0) {
        self.classWeights = classWeights
        self.labelSmoothing = labelSmoothing
    }

    public func evaluate(_ outputs: [Float], _ targets: Targets) -> Evaluation {
        ClassTargets(weights: classWeights, smoothing: labelSmoothing).evaluate(outputs, targets) { wanted, found in
            (-zip(wanted, found.logarithms).reduce(0) { $0 + $1.0 * $1.1 }, wanted.map { -$0 })
        }
    }
}
