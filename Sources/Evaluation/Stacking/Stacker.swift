/// What several models say of a sample, brought together by a regression that learnt whom to believe (Wolpert 1992).
///
/// Fit it on out-of-fold scores: on samples that its models learnt from, they all look right.
public struct Stacker: Hashable, Codable, Sendable {
    public let regression: LogisticRegression
    /// How many models it reads.
    public let models: Int

    /// - Parameter models: the same samples in the same order, as each model scored them.
    /// - Throws: `EvaluationError` without models, `.notPaired` where the samples differ, or where there is no fit.
    public init(fitting models: [ScoredSamples]) throws(EvaluationError) {
        guard let first = models.first else { throw .tooFewValues(figure: "a stack, in models,", found: 0, needed: 1) }
        for other in models.dropFirst() {
            guard other.count == first.count, other.classCount == first.classCount else {
                throw .countMismatch(list: "a model's scores", found: other.count, expected: first.count)
            }
            for sample in first.labels.indices
            where other.labels[sample] != first.labels[sample] || other.patients[sample] != first.patients[sample] {
                throw .notPaired(sample: sample)
            }
        }
        let classes = first.classCount
        let features = first.labels.indices.map { sample in
            Self.features(models.map { Array($0.probabilities[sample * classes..<(sample + 1) * classes]) })
        }
        regression = try LogisticRegression(fitting: features, labels: first.labels, classCount: classes)
        self.models = models.count
    }

    /// The probabilities that follow from what each model says.
    ///
    /// - Precondition: there are as many lists of probabilities as models, each of as many classes as it was fitted with.
    public func probabilities(of models: [[Double]]) -> [Double] {
        regression.probabilities(of: Self.features(models))
    }

    /// Whether its numbers fit together for so many classes, whatever they were read from.
    public func isUsable(classes: Int) -> Bool {
        regression.isUsable && models >= 1 && regression.classCount == classes
            && regression.featureCount == models * (classes == 2 ? 1 : classes)
    }

    /// With two classes the logit of each model, else its logarithms less their mean.
    private static func features(_ models: [[Double]]) -> [Double] { models.flatMap(ScoreFeatures.of) }
}

/// Probabilities as numbers that a regression can add up.
enum ScoreFeatures {
    /// One logit with two classes, else K centred logarithms; probabilities are clipped to 2⁻⁵².
    static func of(_ probabilities: [Double]) -> [Double] {
        guard probabilities.count > 2 else { return [LogisticFunction.logit(probabilities[1])] }
        let logits = ScoredLogits.logits(ofProbabilities: probabilities)
        let mean = logits.reduce(0, +) / Double(logits.count)
        return logits.map { $0 - mean }
    }
}
