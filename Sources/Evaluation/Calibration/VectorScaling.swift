/// A scale and an offset for each class's logit (Guo et al. 2017): p = softmax(w ⊙ z + b).
public struct VectorScaling: Hashable, Codable, Sendable {
    /// w, K numbers.
    public var scales: [Double]

    /// b, K numbers; the last is 0, because a constant added to all changes nothing.
    public var offsets: [Double]

    public init(scales: [Double], offsets: [Double]) {
        self.scales = scales
        self.offsets = offsets
    }

    /// Finds the w and b with the least log loss, which is convex, by Newton's method. The logits are first shifted to a
    /// mean of 0 a sample, so that the outcome does not depend on a constant that softmax ignores.
    ///
    /// - Throws: `.classMissing`, `.constantScores`, or `.noFiniteFit` where the logits separate a class from the rest.
    public init(fitting samples: ScoredLogits) throws(EvaluationError) {
        let figure = "vector scaling"
        try samples.requireEveryClass(for: figure)
        try samples.requireVaryingLogits(for: figure)
        let classes = samples.classCount
        let rows = samples.labels.indices.map { Self.centred(samples.row($0)) }
        // With two classes the centred logits are ± one number, so that only the sum of the two scales is known.
        let tied = classes == 2
        let scaleCount = tied ? 1 : classes
        let size = scaleCount + classes - 1
        let start = [Double](repeating: 1, count: scaleCount) + [Double](repeating: 0, count: classes - 1)
        let found = Newton.minimum(from: start) { point in
            var expansion = Newton.Expansion(
                value: 0, gradient: .init(repeating: 0, count: size), hessian: .init(repeating: 0, count: size * size))
            for (row, label) in zip(rows, samples.labels) {
                let eta = row.indices.map { k in
                    point[tied ? 0 : k] * row[k] + (k < classes - 1 ? point[scaleCount + k] : 0)
                }
                let loss = LogisticFunction.loss(eta, label: label)
                expansion.value += loss.value
                // 1 − pₖ of each class, which is exact for the label's.
                let rests = row.indices.map { $0 == label ? -loss.slopes[$0] : 1 - loss.p[$0] }
                // Of each class the parameters that its η depends on, with the derivatives.
                let inputs = row.indices.map { k in
                    [(tied ? 0 : k, row[k])] + (k < classes - 1 ? [(scaleCount + k, 1.0)] : [])
                }
                for k in row.indices {
                    for (i, x) in inputs[k] { expansion.gradient[i] += loss.slopes[k] * x }
                    for j in row.indices {
                        let weight = loss.p[k] * (k == j ? rests[k] : -loss.p[j])
                        for (i, x) in inputs[k] {
                            for (h, y) in inputs[j] { expansion.hessian[i * size + h] += weight * x * y }
                        }
                    }
                }
            }
            return expansion
        }
        guard let found else { throw .noFiniteFit(figure: figure) }
        scales = tied ? [found[0], found[0]] : Array(found[..<classes])
        offsets = Array(found[scaleCount...]) + [0]
    }

    func probabilities(of logits: [Double]) -> [Double] {
        let row = Self.centred(logits)
        return LogisticFunction.softmax(row.indices.map { scales[$0] * row[$0] + offsets[$0] })
    }

    private static func centred(_ row: [Double]) -> [Double] {
        let mean = row.reduce(0, +) / Double(row.count)
        return row.map { $0 - mean }
    }
}
