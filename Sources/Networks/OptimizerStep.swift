/// What one update does to the weights, given their gradients.
public enum OptimizerStep: Hashable, Sendable {
    /// Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019); `step` counts from 1.
    case adam(
        learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, weightDecay: Float = 0,
        step: Int)
    /// Stochastic gradient descent; the velocity is PyTorch's: v ← momentum·v + g, then w ← w − rate·v
    /// (or w − rate·(g + momentum·v) with `nesterov`). Weight decay is added to the gradient.
    case sgd(learningRate: Float, momentum: Float = 0, nesterov: Bool = false, weightDecay: Float = 0)
}
