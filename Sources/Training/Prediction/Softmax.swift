import Evaluation

/// Probabilities from a network's outputs.
enum Softmax {
    /// exp(zₖ − max z) / Σ exp(zⱼ − max z): K numbers that add up to 1.
    static func probabilities(_ logits: [Float]) -> [Double] { LogisticFunction.softmax(logits.map { Double($0) }) }
}
