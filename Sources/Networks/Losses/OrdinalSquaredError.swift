/// The squared error of the expected class, for classes with an order (grades): with p the softmax of the outputs,
/// eₙ = Σ_c c·p_nc and yₙ = Σ_c c·t_nc, ℓ = Σ wₙ·(eₙ − yₙ)² / Σ wₙ, where wₙ = Σ_c w_c·t_nc.
///
/// A wrong neighbour costs less than a class far off. The outputs stay those of a softmax, so that a class still has a probability.
public struct OrdinalSquaredError: Loss, Hashable {
    /// One weight for each class; nil weighs all alike.
    public var classWeights: [Float]?

    public init(classWeights: [Float]? = nil) {
        self.classWeights = classWeights
    }

    public func evaluate(_ outputs: [Float], _ targets: Targets) -> Evaluation {
        let classes = ClassTargets(weights: classWeights, smoothing: 0)
        let total = classes.total(targets)
        var loss = 0.0
        var gradient: [Float] = []
        gradient.reserveCapacity(outputs.count)
        for row in 0..<targets.rows {
            let probabilities = ClassDistribution(outputs[row * targets.columns..<(row + 1) * targets.columns])
                .probabilities
            let target = targets.row(row)
            let weight = classes.smoothed(target).reduce(0, +)
            let expected = Self.mean(probabilities)
            let error = expected - Self.mean(target)
            loss += weight * error * error
            gradient += probabilities.enumerated().map { index, probability in
                Float(2 * weight * error * probability * (Double(index) - expected) / total)
            }
        }
        return Evaluation(loss: loss / total, gradient: gradient)
    }

    /// Σ c·x_c.
    private static func mean(_ values: [Double]) -> Double {
        values.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }
}
