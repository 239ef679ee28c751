import Networks

/// RMSprop (Tieleman and Hinton 2012) in PyTorch's form: the step is g/(√v + ε).
///
/// Keras adds its ε of 1e-7 inside of the root; the two differ where gradients are as small as ε only.
public struct RMSprop: Hashable, Sendable {
    public var learningRate = 1e-3
    /// The share of the old squares in their mean.
    public var rho = 0.9
    public var epsilon = 1e-7
    public var momentum = 0.0
    /// Added to the gradient, times the weight (an L2 penalty).
    public var weightDecay = 0.0

    public init(learningRate: Double = 1e-3) {
        self.learningRate = learningRate
    }
}

extension RMSprop: OptimizerRule {
    func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        .rmsprop(
            learningRate: Float(learningRate), rho: Float(rho), epsilon: Float(epsilon), momentum: Float(momentum),
            weightDecay: Float(weightDecay))
    }
}

extension RMSprop: Codable {
    enum CodingKeys: String, CodingKey {
        case learningRate, rho, epsilon, momentum, weightDecay
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.learningRate, into: &learningRate, .above(0))
        try container.read(.rho, into: &rho, .within(0, below: 1))
        try container.read(.epsilon, into: &epsilon, .above(0))
        try container.read(.momentum, into: &momentum, .within(0, below: 1))
        try container.read(.weightDecay, into: &weightDecay, .within(0, through: 1))
    }
}
