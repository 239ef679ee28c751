/// A logistic curve through the logit of two classes (Platt 1999): p₊ = σ(slope · (z₊ − z₋) + intercept).
public struct PlattScaling: Hashable, Codable, Sendable {
    public var slope: Double
    public var intercept: Double

    /// The positive class, 0 or 1, that the curve is about.
    public var positiveClass: Int

    private enum CodingKeys: String, CodingKey {
        case slope, intercept
        case positiveClass = "positive_class"
    }

    public init(slope: Double, intercept: Double, positiveClass: Int) {
        self.slope = slope
        self.intercept = intercept
        self.positiveClass = positiveClass
    }

    /// Finds the most likely curve for Platt's targets, (N₊ + 1)/(N₊ + 2) for positives and 1/(N₋ + 2) for negatives, with
    /// which it stays finite where the logits separate the classes (Lin et al. 2007).
    ///
    /// - Throws: `.twoClassesOnly`, `.classMissing`, `.constantScores`, or `.noFiniteFit` where the curve would fall.
    public init(fitting samples: ScoredLogits) throws(EvaluationError) {
        let figure = "Platt scaling"
        guard let positive = samples.positiveClass else {
            throw .twoClassesOnly(figure: figure, classCount: samples.classCount)
        }
        try samples.requireEveryClass(for: figure)
        let margins = samples.margins(positive: positive)
        guard margins.min() != margins.max() else { throw .constantScores(figure: figure) }
        let positives = Double(samples.labels.count { $0 == positive })
        let negatives = Double(samples.count) - positives
        let targets = samples.labels.map { $0 == positive ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
        guard let fit = LogisticFit.fit(margins, targets: targets), fit.slope > 0 else {
            throw .noFiniteFit(figure: figure)
        }
        (slope, intercept, positiveClass) = (fit.slope, fit.intercept, positive)
    }

    func probabilities(of logits: [Double]) -> [Double] {
        let p = LogisticFunction.probability(
            slope * (logits[positiveClass] - logits[1 - positiveClass]) + intercept)
        return positiveClass == 1 ? [1 - p, p] : [p, 1 - p]
    }
}
