import Networks

/// Stochastic gradient descent with momentum, Nesterov's on request (Sutskever et al. 2013, in PyTorch's form).
public struct SGD: Hashable, Sendable {
    public var learningRate = 1e-2
    public var momentum = 0.9
    public var nesterov = false

    /// Added to the gradient, times the weight (an L2 penalty).
    public var weightDecay = 0.0

    public init(learningRate: Double = 1e-2, momentum: Double = 0.9, nesterov: Bool = false) {
        self.learningRate = learningRate
        self.momentum = momentum
        self.nesterov = nesterov
    }
}

extension SGD: OptimizerRule {
    func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        .sgd(
            learningRate: Float(learningRate), momentum: Float(momentum), nesterov: nesterov,
            weightDecay: Float(weightDecay))
    }
}

extension SGD: Codable {
    enum CodingKeys: String, CodingKey {
        case learningRate, momentum, nesterov, weightDecay
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.learningRate, into: &learningRate, .above(0))
        try container.read(.momentum, into: &momentum, .within(0, below: 1))
        try container.read(.nesterov, into: &nesterov)
        try container.read(.weightDecay, into: &weightDecay, .within(0, through: 1))
    }
}
