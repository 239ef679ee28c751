/// Logits divided by one temperature (Guo et al. 2017): p = softmax(z / T). The order of the classes stays.
public struct TemperatureScaling: Hashable, Codable, Sendable {
    /// T, above 0; above 1 it makes probabilities less extreme.
    public var temperature: Double

    public init(temperature: Double) {
        self.temperature = temperature
    }

    /// Finds the T with the least log loss. In 1/T the loss is convex; Newton's method finds its minimum.
    ///
    /// - Throws: `.tooFewValues` without samples, `.constantScores`, or `.noFiniteFit` where the greatest logit is always
    ///   right (T would be 0) or the logits speak against the truth (T would be infinite or negative).
    public init(fitting samples: ScoredLogits) throws(EvaluationError) {
        let figure = "the temperature"
        guard samples.count > 0 else { throw .tooFewValues(figure: figure, found: 0, needed: 1) }
        let rows = samples.labels.indices.map(samples.row)
        guard rows.contains(where: { $0.min() != $0.max() }) else { throw .constantScores(figure: figure) }
        let found = Newton.minimum(from: [1]) { point in
            var expansion = Newton.Expansion(value: 0, gradient: [0], hessian: [0])
            for (row, label) in zip(rows, samples.labels) {
                let loss = LogisticFunction.loss(row.map { $0 * point[0] }, label: label)
                // Σ pₖ (zₖ − zₗₐᵦₑₗ), and the variance of z under p.
                let slope = zip(loss.p, row).reduce(0) { $0 + $1.0 * ($1.1 - row[label]) }
                expansion.value += loss.value
                expansion.gradient[0] += slope
                expansion.hessian[0] += zip(loss.p, row).reduce(0) {
                    let deviation = $1.1 - row[label] - slope
                    return $0 + $1.0 * deviation * deviation
                }
            }
            return expansion
        }
        guard let inverse = found?[0], inverse > 1e-6 else { throw .noFiniteFit(figure: figure) }
        temperature = 1 / inverse
    }

    func probabilities(of logits: [Double]) -> [Double] {
        LogisticFunction.softmax(logits.map { $0 / temperature })
    }
}
