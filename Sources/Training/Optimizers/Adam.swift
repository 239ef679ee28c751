import Networks

/// Adam (Kingma and Ba 2015).
public struct Adam: Hashable, Sendable {
    public var learningRate = 1e-3
    public var beta1 = 0.9
    public var beta2 = 0.999
    public var epsilon = 1e-8

    public init(learningRate: Double = 1e-3) {
        self.learningRate = learningRate
    }
}

extension Adam: OptimizerRule {
    func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        .adam(
            learningRate: Float(learningRate), beta1: Float(beta1), beta2: Float(beta2), epsilon: Float(epsilon),
            weightDecay: 0, step: number)
    }
}

extension Adam: Codable {
    enum CodingKeys: String, CodingKey {
        case learningRate, beta1, beta2, epsilon
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.learningRate, into: &learningRate, .above(0))
        try container.read(.beta1, into: &beta1, .within(0, below: 1))
        try container.read(.beta2, into: &beta2, .within(0, below: 1))
        try container.read(.epsilon, into: &epsilon, .above(0))
    }
}
