import Tensors

/// What each player adds to a game's value (Shapley 1953): the mean, over all orders in which players may join, of what the value
/// rises by when the player does. The values of all players add up to the whole game's less the empty one's.
struct ShapleyValues {
    var values: [Double]
    /// What the game is worth with all players, and with none.
    var whole, empty: Double
    /// How many orders were averaged; nil where all were.
    var orders: Int?

    /// Up to how many players all orders are averaged, by way of all 2ⁿ coalitions.
    static let exactLimit = 11
    /// How many random orders are averaged of more players, half of them the others backwards (Mitchell et al. 2022).
    static let orderLimit = 256

    /// - Parameter worth: the values of the game for some coalitions, each a flag for every player.
    init(
        players: Int, using generator: inout RandomGenerator,
        worth: ([[Bool]]) throws(SaliencyError) -> [Double]
    ) throws(SaliencyError) {
        if players <= Self.exactLimit {
            try self.init(exactly: players, worth: worth)
        } else {
            try self.init(sampling: players, using: &generator, worth: worth)
        }
    }

    /// φᵢ = Σ over coalitions S without i of |S|!·(n − |S| − 1)!/n!·(v(S ∪ i) − v(S)).
    private init(
        exactly players: Int, worth: ([[Bool]]) throws(SaliencyError) -> [Double]
    ) throws(SaliencyError) {
        let coalitions = (0..<1 << players).map { mask in (0..<players).map { mask >> $0 & 1 == 1 } }
        let worths = try worth(coalitions)
        // |S|!·(n − |S| − 1)!/n! from |S| = 0 on.
        var weights = [1 / Double(max(players, 1))]
        for size in 1..<max(players, 1) { weights.append(weights[size - 1] * Double(size) / Double(players - size)) }
        values = (0..<players).map { player in
            coalitions.indices.reduce(0) { sum, mask in
                guard mask >> player & 1 == 0 else { return sum }
                return sum + weights[mask.nonzeroBitCount] * (worths[mask | 1 << player] - worths[mask])
            }
        }
        (whole, empty) = (worths[worths.count - 1], worths[0])
    }

    private init(
        sampling players: Int, using generator: inout RandomGenerator,
        worth: ([[Bool]]) throws(SaliencyError) -> [Double]
    ) throws(SaliencyError) {
        (values, whole, empty) = ([Double](repeating: 0, count: players), 0, 0)
        for _ in 0..<Self.orderLimit / 2 {
            let order = generator.permutation(of: players)
            for order in [order, order.reversed()] {
                var coalitions = [[Bool](repeating: false, count: players)]
                for player in order {
                    var larger = coalitions[coalitions.count - 1]
                    larger[player] = true
                    coalitions.append(larger)
                }
                let worths = try worth(coalitions)
                for (place, player) in order.enumerated() {
                    values[player] += (worths[place + 1] - worths[place]) / Double(Self.orderLimit)
                }
                (whole, empty) = (worths[players], worths[0])
            }
        }
        orders = Self.orderLimit
    }
}
