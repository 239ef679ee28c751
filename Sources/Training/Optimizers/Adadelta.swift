import Networks

/// Adadelta (Zeiler 2012), whose steps have the scale of the weights; `learningRate` multiplies them.
public struct Adadelta: Hashable, Sendable {
    public var learningRate = 1.0
    /// The share of the old squares in their mean.
    public var rho = 0.9
    public var epsilon = 1e-6
    /// Added to the gradient, times the weight (an L2 penalty).
    public var weightDecay = 0.0

    public init(learningRate: Double = 1.0) {
        self.learningRate = learningRate
    }
}

extension Adadelta: OptimizerRule {
    func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        .adadelta(
            learningRate: Float(learningRate), rho: Float(rho), epsilon: Float(epsilon), weightDecay: Float(weightDecay)
        )
    }
}

extension Adadelta: Codable {
    enum CodingKeys: String, CodingKey {
        case learningRate, rho, epsilon, weightDecay
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.learningRate, into: &learningRate, .above(0))
        try container.read(.rho, into: &rho, .within(0, below: 1))
        try container.read(.epsilon, into: &epsilon, .above(0))
        try container.read(.weightDecay, into: &weightDecay, .within(0, through: 1))
    }
}
