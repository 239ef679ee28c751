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
        let classes = ClassTargets(weights: classWeights, smoothing: labelSmoothing)
        let total = classes.total(targets)
        var loss = 0.0
        var gradient: [Float] = []
        gradient.reserveCapacity(outputs.count)
        for row in 0..<targets.rows {
            let distribution = ClassDistribution(outputs[row * targets.columns..<(row + 1) * targets.columns])
            let wanted = classes.smoothed(targets.row(row))
            loss -= zip(wanted, distribution.logarithms).reduce(0) { $0 + $1.0 * $1.1 }
            gradient += distribution.gradient(ofLogarithms: wanted.map { -$0 }).map { Float($0 / total) }
        }
        return Evaluation(loss: loss / total, gradient: gradient)
    }
}
