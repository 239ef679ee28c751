/// What one update does to the weights, given their gradients.
public enum OptimizerStep: Hashable, Sendable {
    /// Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019); `step` counts from 1.
    case adam(
        learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, weightDecay: Float = 0,
        step: Int)
    /// Stochastic gradient descent; the velocity is PyTorch's: v ← momentum·v + g, then w ← w − rate·v
    /// (or w − rate·(g + momentum·v) with `nesterov`). Weight decay is added to the gradient.
    case sgd(learningRate: Float, momentum: Float = 0, nesterov: Bool = false, weightDecay: Float = 0)
    /// RMSprop (Tieleman and Hinton 2012) as PyTorch has it: v ← ρ·v + (1 − ρ)·g², b ← momentum·b + g/(√v + ε), w ← w − rate·b.
    case rmsprop(
        learningRate: Float, rho: Float = 0.9, epsilon: Float = 1e-7, momentum: Float = 0, weightDecay: Float = 0)
    /// Adadelta (Zeiler 2012): v ← ρ·v + (1 − ρ)·g², d = g·√(u + ε)/√(v + ε), u ← ρ·u + (1 − ρ)·d², w ← w − rate·d.
    case adadelta(learningRate: Float, rho: Float = 0.9, epsilon: Float = 1e-6, weightDecay: Float = 0)
    /// Adagrad (Duchi et al. 2011): v ← v + g², w ← w − rate·g/(√v + ε).
    case adagrad(learningRate: Float, epsilon: Float = 1e-10, weightDecay: Float = 0)
}
