import Tensors

/// The grey wolf optimizer (Mirjalili, Mirjalili and Lewis 2014).
///
/// All wolves move towards the three best positions so far, α, β and δ. Coordinates run from −1 to 1, as the paper's
/// functions lie around 0: C·X_α − X pulls towards the origin, and here that is the middle of each axis. Time t/T is the
/// share of the budget that is spent.
public struct GreyWolves: SearchStrategy {
    public static let word = "gwo"
    public static let handlesConditions = false

    /// How many wolves there are; fewer where the budget would not let them move four times.
    public var pack: Int

    public init(pack: Int = 30) {
        self.pack = pack
    }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        var wolves = try Population(size: pack, in: &trials, using: &generator)
        while true {
            let leaders = wolves.best(3)
            // Eq. 3.3: a falls from 2 to 0.
            let a = 2 * (1 - trials.progress)
            for wolf in wolves.members.indices {
                wolves.members[wolf] = wolves.members[wolf].indices.map { axis in
                    let pulls = leaders.map { leader in
                        Self.pull(leader[axis], on: wolves.members[wolf][axis], a: a, using: &generator)
                    }
                    // Eq. 3.7: X(t + 1) = (X₁ + X₂ + X₃) / 3.
                    return Population.clamped(pulls.reduce(0, +) / Double(pulls.count))
                }
                try wolves.judge(wolf, in: &trials)
            }
        }
    }

    /// Eq. 3.3 to 3.6: X₁ = X_α − A·|C·X_α − X| with A = 2a·r₁ − a and C = 2·r₂.
    static func pull(
        _ leader: Double, on wolf: Double, a: Double, using generator: inout RandomGenerator
    ) -> Double {
        let A = 2 * a * generator.unit() - a
        let C = 2 * generator.unit()
        return leader - A * abs(C * leader - wolf)
    }
}
