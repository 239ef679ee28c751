import Foundation
import Tensors

/// Artificial rabbits optimization (Wang et al. 2022), with which Gülmez (2023) chose the settings of an LSTM.
///
/// A rabbit with much energy forages around another one's place, later ones hide near their own. Coordinates run from −1
/// to 1; time t/T is the share of the budget that is spent. As in the authors' program n₁ of eq. 1 is one number for all
/// axes, and a coordinate outside is drawn anew.
public struct ArtificialRabbits: SearchStrategy {
    public static let word = "aro"
    public static let handlesConditions = false

    /// How many rabbits there are; fewer where the budget would not let them move four times.
    public var count: Int

    public init(count: Int = 50) {
        self.count = count
    }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        var rabbits = try Population(size: count, in: &trials, using: &generator)
        while true {
            for rabbit in rabbits.members.indices {
                let time = trials.progress
                // Eq. 15: A(t) = 4 (1 − t/T) ln(1/r).
                let energy = 4 * (1 - time) * log(1 / (1 - generator.unit()))
                let position =
                    energy > 1
                    ? Self.detour(rabbit, among: rabbits.members, at: time, using: &generator)
                    : Self.hide(rabbits.members[rabbit], at: time, using: &generator)
                let inside = position.map { abs($0) <= 1 ? $0 : generator.uniform(-1...1) }
                // Eq. 14: the rabbit stays where it is unless the new place is better.
                try rabbits.move(rabbit, to: inside, in: &trials)
            }
        }
    }

    /// Eq. 1: v_i = x_j + R·(x_i − x_j) + round(0.5·(0.05 + r₁))·n₁ for a random other rabbit j.
    private static func detour(
        _ rabbit: Int, among rabbits: [[Double]], at time: Double, using generator: inout RandomGenerator
    ) -> [Double] {
        let other = (rabbit + 1 + generator.index(below: rabbits.count - 1)) % rabbits.count
        let run = running(axes: rabbits[rabbit].count, at: time, using: &generator)
        let jump = (0.5 * (0.05 + generator.unit())).rounded() * generator.normal()
        return run.indices.map { axis in
            rabbits[other][axis] + run[axis] * (rabbits[rabbit][axis] - rabbits[other][axis]) + jump
        }
    }

    /// Eq. 11 to 13: v_i = x_i + R·(r₄·b − x_i), where the burrow b = x_i + H·g·x_i differs from x_i along one axis, and
    /// H = (1 − t/T)·n₂ (eq. 8).
    private static func hide(
        _ rabbit: [Double], at time: Double, using generator: inout RandomGenerator
    ) -> [Double] {
        let run = running(axes: rabbit.count, at: time, using: &generator)
        let axis = generator.index(below: rabbit.count)
        let depth = (1 - time) * generator.normal()
        let share = generator.unit()
        return rabbit.indices.map { place in
            let burrow = rabbit[place] + (place == axis ? depth * rabbit[place] : 0)
            return rabbit[place] + run[place] * (share * burrow - rabbit[place])
        }
    }

    /// Eq. 2 to 4: R = L·c with L = (e − e^{(t/T)²})·sin 2πr₂, and c is 1 along ⌈r₃·d⌉ random axes, else 0.
    private static func running(axes: Int, at time: Double, using generator: inout RandomGenerator) -> [Double] {
        let length = (M_E - exp(time * time)) * sin(2 * .pi * generator.unit())
        let chosen = Int((generator.unit() * Double(axes)).rounded(.up))
        var run = [Double](repeating: 0, count: axes)
        for axis in generator.permutation(of: axes).prefix(max(chosen, 1)) { run[axis] = length }
        return run
    }
}
