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
            var (value, slope, moment) = (0.0, 0.0, 0.0)
            var (weight, first, second) = (0.0, 0.0, 0.0)
            for index in scaled.indices {
                let x = scaled[index]
                let loss = LogisticFunction.loss(point[0] + point[1] * x, target: targets[index])
                value += loss.value
                slope += loss.slope
                moment += loss.slope * x
                weight += loss.curvature
                first += loss.curvature * x
                second += loss.curvature * x * x
            }
            return Newton.Expansion(
                value: value, gradient: [slope, moment], hessian: [weight, first, first, second])
        }
        guard let found else { return nil }
        return LogisticFit(intercept: found[0] - found[1] * centre / scale, slope: found[1] / scale)
    }

    /// The α of σ(α + xᵢ), the slope held at 1; nil where all targets are 0 or all are 1.
    static func intercept(_ x: [Double], targets: [Double]) -> Double? {
        let sum = targets.reduce(0, +)
        guard sum > 0, sum < Double(x.count) else { return nil }
        return Newton.minimum(from: [0]) { point in
            var (value, slope, weight) = (0.0, 0.0, 0.0)
            for index in x.indices {
                let loss = LogisticFunction.loss(point[0] + x[index], target: targets[index])
                value += loss.value
                slope += loss.slope
                weight += loss.curvature
            }
            return Newton.Expansion(value: value, gradient: [slope], hessian: [weight])
        }?[0]
    }
}
