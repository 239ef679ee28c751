import Foundation
import Tensors

/// An enhanced grey wolf optimizer after Xie, Zhang and Lim (2020), who evolved CNN-LSTM networks with theirs.
///
/// It has the four mechanisms that the paper names: a nonlinear scheme of exploration, leaders dispatched by a chaotic map,
/// a spiral of local exploitation that is rectified as time goes by, and leaders enhanced by draws from probability
/// distributions. The paper's own text was not at hand; formulas below that are not of the classical optimizer are our
/// reading of its abstract.
public struct EnhancedGreyWolves: SearchStrategy {
    public static let word = "egwo"
    public static let handlesConditions = false

    /// How many wolves there are; fewer where the budget would not let them move four times.
    public var pack: Int

    public init(pack: Int = 30) {
        self.pack = pack
    }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        var wolves = try Population(size: pack, in: &trials, using: &generator)
        var chaos = generator.uniform(0.1...0.9)
        while true {
            let leaders = wolves.best(3)
            let a = Self.exploration(at: trials.progress)
            for wolf in wolves.members.indices {
                let position =
                    generator.unit() < 0.5
                    ? Self.hunt(wolves.members[wolf], leaders, a: a, &chaos, using: &generator)
                    : Self.spiral(wolves.members[wolf], around: leaders[0], at: trials.progress, using: &generator)
                try wolves.move(wolf, to: position, in: &trials)
            }
            for (rank, leader) in leaders.enumerated() {
                try wolves.probe(
                    Self.enhanced(leader, rank: rank, at: trials.progress, using: &generator), in: &trials)
            }
        }
    }

    /// Nonlinear exploration: a = 2 cos²(π/2 · (tanh²θ + (θ sin πθ)⁵) / tanh²1) of the time θ, which stays high for longer
    /// than the straight line and ends at 0, too.
    static func exploration(at time: Double) -> Double {
        let swing = pow(time * sin(.pi * time), 5)
        let share = (pow(tanh(time), 2) + swing) / pow(tanh(1.0), 2)
        return 2 * pow(cos(.pi / 2 * share), 2)
    }

    /// The pulls of the leaders, weighted by steps of the sine map c ← sin πc, which is chaotic, in the place of thirds.
    private static func hunt(
        _ wolf: [Double], _ leaders: [[Double]], a: Double, _ chaos: inout Double,
        using generator: inout RandomGenerator
    ) -> [Double] {
        var weights: [Double] = []
        for _ in leaders {
            chaos = min(max(sin(.pi * chaos), 1e-6), 1 - 1e-6)
            weights.append(chaos)
        }
        let whole = weights.reduce(0, +)
        return wolf.indices.map { axis in
            let sum = leaders.indices.reduce(0) { sum, rank in
                sum + weights[rank]
                    * GreyWolves.pull(leaders[rank][axis], on: wolf[axis], a: a, using: &generator)
            }
            return Population.clamped(sum / whole)
        }
    }

    /// X = X_α + (1 − θ)·|X_α − X|·e^{l}·cos 2πl with l in −1…1: the spiral of Mirjalili and Lewis (2016, eq. 2.5), drawn
    /// in as time goes by.
    private static func spiral(
        _ wolf: [Double], around leader: [Double], at time: Double, using generator: inout RandomGenerator
    ) -> [Double] {
        let turn = generator.uniform(-1...1)
        let reach = (1 - time) * exp(turn) * cos(2 * .pi * turn)
        return zip(leader, wolf).map { Population.clamped($0 + reach * abs($0 - $1)) }
    }

    /// A step from a leader: α's is normal, β's Cauchy and δ's Lévy (index 1.5; Mantegna 1994), all shrinking with time.
    private static func enhanced(
        _ leader: [Double], rank: Int, at time: Double, using generator: inout RandomGenerator
    ) -> [Double] {
        let scale = 0.1 * (1 - time)
        return leader.map { coordinate in
            let step: Double =
                switch rank {
                case 0: generator.normal()
                case 1: tan(.pi * (generator.unit() - 0.5))
                default: 0.6966 * generator.normal() / pow(abs(generator.normal()), 1 / 1.5)
                }
            return Population.clamped(coordinate + scale * step)
        }
    }
}
