import Evaluation

/// The probability of one finding from its output.
enum Sigmoid {
    /// 1 / (1 + exp(−z)).
    static func probability(_ logit: Float) -> Double { LogisticFunction.probability(Double(logit)) }
}
