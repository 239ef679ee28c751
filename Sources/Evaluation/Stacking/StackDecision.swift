/// How a stack's probabilities become answers: the threshold of its positive class, and when it abstains.
///
/// Fit it on out-of-fold scores of the stack, never on scores of the regression that learnt from the same samples.
public struct StackDecision: Hashable, Codable, Sendable {
    /// nil decides on the most probable class.
    public var operatingPoint: OperatingPoint?
    /// nil always answers.
    public var abstention: Abstention?

    private enum CodingKeys: String, CodingKey {
        case operatingPoint = "operating_point"
        case abstention
    }

    /// Neither a threshold nor abstention.
    public init() {}

    /// Fits what the rules ask for; each may be nil.
    ///
    /// - Throws: `EvaluationError` where a rule cannot be kept on these samples.
    public init(
        _ rule: OperatingRule?, _ abstain: AbstentionRule?, fitting samples: ScoredSamples
    ) throws(EvaluationError) {
        if let rule {
            guard let positive = samples.positiveClass else {
                throw .twoClassesOnly(figure: "a threshold", classCount: samples.classCount)
            }
            operatingPoint = try OperatingPoint(rule, fitting: BinaryScores(samples, class: positive))
        }
        if let abstain { abstention = try Abstention(abstain, fitting: decided(samples)) }
    }

    /// Whether it leaves every answer to the most probable class.
    public var isEmpty: Bool { operatingPoint == nil && abstention == nil }

    /// The samples with the decisions that follow.
    ///
    /// - Throws: `.twoClassesOnly` for a threshold with more than two classes.
    public func decided(_ samples: ScoredSamples) throws(EvaluationError) -> ScoredSamples {
        guard let operatingPoint else { return samples }
        return try samples.decided(at: operatingPoint.threshold)
    }
}
