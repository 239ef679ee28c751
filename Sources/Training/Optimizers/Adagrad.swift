import Networks

/// Adagrad (Duchi et al. 2011), whose steps shrink with the sum of the squared gradients so far.
public struct Adagrad: Hashable, Sendable {
    public var learningRate = 1e-2
    public var epsilon = 1e-10
    /// Added to the gradient, times the weight (an L2 penalty).
    public var weightDecay = 0.0

    public init(learningRate: Double = 1e-2) {
        self.learningRate = learningRate
    }
}

extension Adagrad: OptimizerRule {
    func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        .adagrad(learningRate: Float(learningRate), epsilon: Float(epsilon), weightDecay: Float(weightDecay))
    }
}

extension Adagrad: Codable {
    enum CodingKeys: String, CodingKey {
        case learningRate, epsilon, weightDecay
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.learningRate, into: &learningRate, .above(0))
        try container.read(.epsilon, into: &epsilon, .above(0))
        try container.read(.weightDecay, into: &weightDecay, .within(0, through: 1))
    }
}
