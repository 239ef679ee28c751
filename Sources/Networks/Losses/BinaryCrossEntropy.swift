import Foundation

/// The cross-entropy of a sigmoid for each output on its own, PyTorch's `binary_cross_entropy_with_logits`: several labels
/// at once, or one label for each frame. ℓ_nc = w_c·(−t·log σ(z) − (1 − t)·log(1 − σ(z))), and the mean is over all N·K.
public struct BinaryCrossEntropy: Loss, Hashable {
    /// One weight for each label; nil weighs all alike.
    public var labelWeights: [Float]?

    public init(labelWeights: [Float]? = nil) {
        self.labelWeights = labelWeights
    }

    public func evaluate(_ outputs: [Float], _ targets: Targets) -> Evaluation {
        let count = Double(max(outputs.count, 1))
        var loss = 0.0
        var gradient: [Float] = []
        gradient.reserveCapacity(outputs.count)
        for (index, (output, target)) in zip(outputs, targets.values).enumerated() {
            let (z, t) = (Double(output), Double(target))
            let weight = labelWeights.map { Double($0[index % targets.columns]) } ?? 1
            let small = exp(-abs(z))
            loss += weight * (max(z, 0) - z * t + log1p(small))
            let probability = z >= 0 ? 1 / (1 + small) : small / (1 + small)
            gradient.append(Float(weight * (probability - t) / count))
        }
        return Evaluation(loss: loss / count, gradient: gradient)
    }
}
