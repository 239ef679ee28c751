import Foundation

/// Probabilities from a network's outputs.
enum Softmax {
    /// exp(zₖ − max z) / Σ exp(zⱼ − max z): K numbers that add up to 1.
    static func probabilities(_ logits: [Float]) -> [Double] {
        let highest = Double(logits.max() ?? 0)
        let exponentials = logits.map { exp(Double($0) - highest) }
        let sum = exponentials.reduce(0, +)
        return exponentials.map { $0 / sum }
    }
}
