/// What a positive and a negative answer mean in a population where the positive class is as frequent as stated.
///
/// PPV = Se·π / (Se·π + (1 − Sp)(1 − π)), NPV = Sp·(1 − π) / (Sp·(1 − π) + (1 − Se)·π): Bayes' theorem with the sensitivity and
/// specificity of the samples, which are taken to hold there, too.
public struct PrevalenceFigures: Hashable, Codable, Sendable {
    /// π, the share of the positive class.
    public var prevalence: Double
    public var ppv, npv: Estimate
    /// The shares of the classes that the models' probabilities are right for, which those for π start from; nil where that is
    /// not known.
    public var learntShares: [Double]?

    private enum CodingKeys: String, CodingKey {
        case prevalence, ppv, npv
        case learntShares = "learnt_shares"
    }

    /// - Throws: `.twoClassesOnly`, `.badSetting` where the prevalence does not lie between 0 and 1.
    public init<Generator: RandomNumberGenerator>(
        of samples: ScoredSamples, prevalence: Double, bootstrap: Bootstrap = Bootstrap(),
        using generator: inout Generator
    ) throws(EvaluationError) {
        guard let positive = samples.positiveClass else {
            throw .twoClassesOnly(figure: "a prevalence", classCount: samples.classCount)
        }
        guard prevalence > 0, prevalence < 1 else {
            throw .badSetting(name: "the prevalence", value: prevalence, expected: "above 0 and below 1")
        }
        self.prevalence = prevalence
        let values = { (samples: ScoredSamples) -> [Double?] in
            let confusion = ConfusionMatrix(samples)
            guard let sensitivity = confusion.sensitivity(of: positive),
                let specificity = confusion.specificity(of: positive)
            else { return [nil, nil] }
            return [
                Self.share(sensitivity * prevalence, of: (1 - specificity) * (1 - prevalence)),
                Self.share(specificity * (1 - prevalence), of: (1 - sensitivity) * prevalence),
            ]
        }
        let intervals = bootstrap.intervals(of: samples, using: &generator, statistics: values)
        let estimates = zip(values(samples), intervals).map { Estimate(value: $0, interval: $1) }
        (ppv, npv) = (estimates[0], estimates[1])
    }

    /// `right` / (`right` + `wrong`); nil where nobody gets the answer.
    private static func share(_ right: Double, of wrong: Double) -> Double? {
        right + wrong > 0 ? right / (right + wrong) : nil
    }
}
