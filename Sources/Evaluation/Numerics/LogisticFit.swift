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
                let loss = LogisticFunction.loss(point[0] + point[1] * x, target: target)
                expansion.value += loss.value
                expansion.gradient[0] += loss.slope
                expansion.gradient[1] += loss.slope * x
                expansion.hessian[0] += loss.curvature
                expansion.hessian[1] += loss.curvature * x
                expansion.hessian[3] += loss.curvature * x * x
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
                let loss = LogisticFunction.loss(point[0] + x, target: target)
                expansion.value += loss.value
                expansion.gradient[0] += loss.slope
                expansion.hessian[0] += loss.curvature
            }
            return expansion
        }?[0]
    }
}
