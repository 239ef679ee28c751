import Networks

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): w ← w − rate·weightDecay·w beside Adam's own update.
public struct AdamW: Hashable, Sendable {
    public var learningRate = 1e-3
    public var beta1 = 0.9
    public var beta2 = 0.999
    public var epsilon = 1e-8
    public var weightDecay = 1e-2

    public init(learningRate: Double = 1e-3, weightDecay: Double = 1e-2) {
        self.learningRate = learningRate
        self.weightDecay = weightDecay
    }
}

extension AdamW: OptimizerRule {
    func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        .adam(
            learningRate: Float(learningRate), beta1: Float(beta1), beta2: Float(beta2), epsilon: Float(epsilon),
            weightDecay: Float(weightDecay), step: number)
    }
}

extension AdamW: Codable {
    enum CodingKeys: String, CodingKey {
        case learningRate, beta1, beta2, epsilon, weightDecay
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.learningRate, into: &learningRate, .above(0))
        try container.read(.beta1, into: &beta1, .within(0, below: 1))
        try container.read(.beta2, into: &beta2, .within(0, below: 1))
        try container.read(.epsilon, into: &epsilon, .above(0))
        try container.read(.weightDecay, into: &weightDecay, .within(0, through: 1))
    }
}
