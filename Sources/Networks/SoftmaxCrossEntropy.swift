import Foundation

/// The loss of a classifier, PyTorch's `cross_entropy`: with weights w and smoothing ε over K classes,
/// ℓₙ = −Σ_c w_c·q_nc·log p_nc, q_nc = (1 − ε)·[c = yₙ] + ε/K, and the mean is Σ ℓₙ / Σ w_{yₙ}.
struct SoftmaxCrossEntropy {
    var classWeights: [Float]?
    var labelSmoothing: Float

    /// The loss of `logits` (N·K); writes its gradient.
    func loss(logits: UnsafePointer<Float>, labels: [Int], classes: Int, gradient: UnsafeMutablePointer<Float>) -> Float
    {
        let weights = classWeights.map { $0.map(Double.init) } ?? Array(repeating: 1, count: classes)
        let total = labels.reduce(0.0) { $0 + weights[$1] }
        let smoothing = Double(labelSmoothing)
        var loss = 0.0
        for (row, label) in labels.enumerated() {
            let logits = logits + row * classes
            let gradient = gradient + row * classes
            var largest = -Double.infinity
            for index in 0..<classes { largest = max(largest, Double(logits[index])) }
            var sum = 0.0
            for index in 0..<classes { sum += exp(Double(logits[index]) - largest) }
            let logSum = largest + log(sum)
            var mass = 0.0
            for index in 0..<classes {
                let target = weights[index] * ((index == label ? 1 - smoothing : 0) + smoothing / Double(classes))
                loss -= target * (Double(logits[index]) - logSum)
                mass += target
            }
            for index in 0..<classes {
                let target = weights[index] * ((index == label ? 1 - smoothing : 0) + smoothing / Double(classes))
                gradient[index] = Float((mass * exp(Double(logits[index]) - logSum) - target) / total)
            }
        }
        return Float(loss / total)
    }
}
