import Foundation

/// The line α + βx through logits that is most likely, given targets between 0 and 1.
struct LogisticFit {
    var intercept: Double
    var slope: Double

    /// Minimises −Σ [tᵢ ln σ(α + βxᵢ) + (1 − tᵢ) ln(1 − σ(α + βxᵢ))] by Newton's method.
    ///
    /// - Returns: nil where the minimum is not finite or not unique: x is constant, or separates the targets 0 and 1.
    static func fit(_ x: [Double], targets: [Double]) -> LogisticFit? {
        guard let low = x.min(), let high = x.max(), low < high else { return nil }
        // Centred and scaled, so that how well the Hessian is conditioned does not depend on the unit of x.
        let centre = x.reduce(0, +) / Double(x.count)
        let scale = high - low
        let scaled = x.map { ($0 - centre) / scale }
        let found = Newton.minimum(from: [0, 0]) { point in
            var expansion = Newton.Expansion(value: 0, gradient: [0, 0], hessian: [0, 0, 0, 0])
            for (x, target) in zip(scaled, targets) {
                let eta = point[0] + point[1] * x
                let p = LogisticFunction.probability(eta)
                expansion.value += LogisticFunction.softplus(eta) - target * eta
                expansion.gradient[0] += p - target
                expansion.gradient[1] += (p - target) * x
                let weight = p * (1 - p)
                expansion.hessian[0] += weight
                expansion.hessian[1] += weight * x
                expansion.hessian[3] += weight * x * x
            }
            expansion.hessian[2] = expansion.hessian[1]
            return expansion
        }
        guard let found else { return nil }
        return LogisticFit(intercept: found[0] - found[1] * centre / scale, slope: found[1] / scale)
    }

    /// The α of σ(α + xᵢ), the slope held at 1; nil where all targets are 0 or all are 1.
    static func intercept(_ x: [Double], targets: [Double]) -> Double? {
        let sum = targets.reduce(0, +)
        guard sum > 0, sum < Double(x.count) else { return nil }
        return Newton.minimum(from: [0]) { point in
            var expansion = Newton.Expansion(value: 0, gradient: [0], hessian: [0])
            for (x, target) in zip(x, targets) {
                let p = LogisticFunction.probability(point[0] + x)
                expansion.value += LogisticFunction.softplus(point[0] + x) - target * (point[0] + x)
                expansion.gradient[0] += p - target
                expansion.hessian[0] += p * (1 - p)
            }
            return expansion
        }?[0]
    }
}
