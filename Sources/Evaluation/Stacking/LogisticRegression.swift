/// A regularised logistic regression, with several classes a multinomial one.
///
/// It minimises −Σ ln p(label) + penalty/2 · Σ w², intercepts left out of the penalty: with a penalty of 1 scikit-learn's
/// `LogisticRegression(C=1)`. The minimum is unique, so that equal samples give equal numbers.
public struct LogisticRegression: Hashable, Codable, Sendable {
    /// With two classes one row, which speaks for the second; else one row a class. Each has one number a feature.
    public let coefficients: [[Double]]
    /// One number a row; with several classes the first is 0.
    public let intercepts: [Double]

    /// - Parameters:
    ///   - features: one row a sample, all of one length.
    ///   - penalty: above 0.
    /// - Throws: `EvaluationError` where the lists do not fit, a feature is not finite, or a class has no sample.
    public init(
        fitting features: [[Double]], labels: [Int], classCount: Int, penalty: Double = 1
    ) throws(EvaluationError) {
        try Self.check(features, labels: labels, classCount: classCount, penalty: penalty)
        let width = features[0].count
        let rows = classCount == 2 ? 1 : classCount
        // Each row's coefficients, then its intercept; the first of several intercepts stays 0.
        let count = rows * (width + 1)
        let held = classCount > 2 ? width : -1
        let found = Newton.minimum(from: [Double](repeating: 0, count: count)) { point in
            Self.expansion(
                at: point, features, labels: labels, rows: rows, penalty: penalty, heldPlace: held)
        }
        guard let found else { throw .noFiniteFit(figure: "a logistic regression") }
        coefficients = (0..<rows).map { Array(found[$0 * (width + 1)..<$0 * (width + 1) + width]) }
        intercepts = (0..<rows).map { found[$0 * (width + 1) + width] }
    }

    /// The number of classes.
    public var classCount: Int { max(coefficients.count, 2) }

    /// The number of features of a sample.
    public var featureCount: Int { coefficients.first?.count ?? 0 }

    /// The probabilities of the classes, K numbers.
    ///
    /// - Precondition: there are as many features as it was fitted with.
    public func probabilities(of features: [Double]) -> [Double] {
        precondition(features.count == featureCount, "\(features.count) features are not \(featureCount)")
        let values = zip(coefficients, intercepts).map { row, intercept in
            zip(row, features).reduce(intercept) { $0 + $1.0 * $1.1 }
        }
        guard values.count == 1 else { return LogisticFunction.softmax(values) }
        let p = LogisticFunction.probability(values[0])
        return [1 - p, p]
    }

    /// Whether its numbers are finite and fit together, whatever they were read from.
    public var isUsable: Bool {
        !coefficients.isEmpty && coefficients.count != 2 && coefficients.count == intercepts.count
            && coefficients.allSatisfy { $0.count == featureCount && $0.allSatisfy(\.isFinite) }
            && intercepts.allSatisfy(\.isFinite)
    }

    private static func check(
        _ features: [[Double]], labels: [Int], classCount: Int, penalty: Double
    ) throws(EvaluationError) {
        guard classCount >= 2 else { throw .tooFewClasses(classCount) }
        guard penalty > 0, penalty.isFinite else {
            throw .badSetting(name: "the penalty", value: penalty, expected: "a finite number above 0")
        }
        guard features.count == labels.count else {
            throw .countMismatch(list: "features", found: features.count, expected: labels.count)
        }
        for label in 0..<classCount where !labels.contains(label) {
            throw .classMissing(figure: "a logistic regression", class: label)
        }
        for (sample, label) in labels.enumerated() where !(0..<classCount).contains(label) {
            throw .labelOutOfRange(sample: sample, label: label, classCount: classCount)
        }
        for (index, row) in features.enumerated() {
            guard row.count == features[0].count else {
                throw .countMismatch(list: "features of sample \(index)", found: row.count, expected: features[0].count)
            }
            for value in row where !value.isFinite { throw .notFinite(list: "features", index: index, value: value) }
        }
    }

    /// The value, gradient and Hessian; `heldPlace` is a parameter that does not move.
    private static func expansion(
        at point: [Double], _ features: [[Double]], labels: [Int], rows: Int, penalty: Double, heldPlace: Int
    ) -> Newton.Expansion {
        let width = features[0].count
        let stride = width + 1
        let count = point.count
        var value = 0.0
        var gradient = [Double](repeating: 0, count: count)
        var hessian = [Double](repeating: 0, count: count * count)
        for (sample, label) in zip(features, labels) {
            let x = sample + [1]
            let logits = (0..<rows).map { row in (0..<stride).reduce(0) { $0 + point[row * stride + $1] * x[$1] } }
            var curvatures = [Double](repeating: 0, count: rows * rows)
            let slopes: [Double]
            if rows == 1 {
                let loss = LogisticFunction.loss(logits[0], target: Double(label))
                value += loss.value
                slopes = [loss.slope]
                curvatures[0] = loss.curvature
            } else {
                let loss = LogisticFunction.loss(logits, label: label)
                value += loss.value
                slopes = loss.slopes
                for one in 0..<rows {
                    for other in 0..<rows {
                        curvatures[one * rows + other] = loss.p[one] * ((one == other ? 1 : 0) - loss.p[other])
                    }
                }
            }
            for one in 0..<rows {
                for i in 0..<stride {
                    gradient[one * stride + i] += slopes[one] * x[i]
                    for other in 0..<rows {
                        let factor = curvatures[one * rows + other] * x[i]
                        let start = (one * stride + i) * count + other * stride
                        for j in 0..<stride { hessian[start + j] += factor * x[j] }
                    }
                }
            }
        }
        for place in 0..<count where place % stride != width {
            value += penalty / 2 * point[place] * point[place]
            gradient[place] += penalty * point[place]
            hessian[place * count + place] += penalty
        }
        if heldPlace >= 0 {
            gradient[heldPlace] = 0
            for other in 0..<count {
                hessian[heldPlace * count + other] = 0
                hessian[other * count + heldPlace] = 0
            }
            hessian[heldPlace * count + heldPlace] = 1
        }
        return Newton.Expansion(value: value, gradient: gradient, hessian: hessian)
    }
}
