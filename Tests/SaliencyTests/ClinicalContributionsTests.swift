import Networks
import Tensors
import Testing

@testable import Saliency

/// Shapley values whose truth is known, and contributions of fused networks.
@Suite(.serialized) struct ClinicalContributionsTests {
    /// The glove game (Shapley and Shubik 1969): players 0 and 1 own a left glove, player 2 a right one; a pair is worth 1.
    @Test func gloves() throws {
        var generator = RandomGenerator(seed: 1)
        let game = try ShapleyValues(players: 3, using: &generator) { coalitions in
            coalitions.map { ($0[0] || $0[1]) && $0[2] ? 1 : 0 }
        }
        for (found, wanted) in zip(game.values, [1.0 / 6, 1.0 / 6, 2.0 / 3]) { #expect(abs(found - wanted) < 1e-12) }
        #expect(game.orders == nil && game.whole == 1 && game.empty == 0)
    }

    /// Of many players random orders are averaged: exact for a game that adds up, and always complete.
    @Test func manyPlayers() throws {
        var generator = RandomGenerator(seed: 2)
        let own = (0..<14).map { Double($0) - 5 }
        let game = try ShapleyValues(players: 14, using: &generator) { coalitions in
            coalitions.map { coalition in
                let sum = zip(own, coalition).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
                return 3 + sum + (coalition[0] && coalition[13] ? 10 : 0)
            }
        }
        #expect(game.orders == ShapleyValues.orderLimit)
        for player in 1..<13 { #expect(abs(game.values[player] - own[player]) < 1e-9) }
        // Half of the pair's 10 each: of an order and the same one backwards exactly one has player 0 first.
        #expect(abs(game.values[0] - 0) < 1e-9 && abs(game.values[13] - 13) < 1e-9)
        #expect(abs(game.values.reduce(0, +) - (game.whole - game.empty)) < 1e-9)
    }

    static let sequence = Architecture(layers: [
        .timeDistributed(TimeDistributed(layers: [.convolution(Convolution(filters: 3)), .relu, .globalAveragePool])),
        .lstm(LSTM(units: 4)), .joinClinical(JoinClinical(layers: [.dense(Dense(units: 3)), .relu])),
        .dense(Dense(units: 2)),
    ])
    static let image = Architecture(layers: [
        .convolution(Convolution(filters: 3)), .relu, .globalAveragePool, .joinClinical(JoinClinical()),
        .dense(Dense(units: 2)),
    ])

    /// The contributions add up to the logit less that of the mean frame feature and the columns' means, which the whole network
    /// says as well.
    @Test(arguments: [(sequence, 4), (image, 1)])
    func contributionsAddUp(_ architecture: Architecture, _ frames: Int) throws {
        let input = InputShape(frames: frames, height: 6, width: 6, channels: 1, clinical: 4)
        let network = try ExplainedNetwork(
            architecture, input: input, weights: .initial(for: architecture, input: input, seed: 5), threads: 2)
        var numbers = RandomGenerator(seed: 3)
        let scan = Tensor(
            shape: [frames, 6, 6, 1], elements: (0..<frames * 36).map { _ in Float(numbers.normal()) })
        let logits = try network.read(scan, clinical: [1.5, 0, 0, 1])
        var generator = RandomGenerator(seed: 1)
        let found = try #require(
            try network.clinicalContributions(of: scan, target: 1, columns: 2, mean: [0.2, 0.1, 0], using: &generator))
        #expect(found.columns.count == 2 && found.orders == nil)
        #expect(abs(found.logit - Double(logits[1])) < 1e-4)
        #expect(abs(found.sum - (found.logit - found.baselineLogit)) < 1e-6)
        // A column at its mean adds nothing.
        _ = try network.read(scan, clinical: [0, 0, 0, 1])
        let other = try #require(
            try network.clinicalContributions(of: scan, target: 1, columns: 2, mean: [0.2, 0.1, 0], using: &generator))
        #expect(other.columns[0] == 0)
        #expect(abs(other.baselineLogit - found.baselineLogit) < 1e-6)
    }

    /// Behind a linear layer a column adds its weight times its number.
    @Test func linearColumns() throws {
        let input = InputShape(frames: 1, height: 6, width: 6, channels: 1, clinical: 4)
        let weights = try Weights.initial(for: Self.image, input: input, seed: 5)
        let network = try ExplainedNetwork(Self.image, input: input, weights: weights, threads: 1)
        let scan = Tensor(shape: [1, 6, 6, 1], elements: (0..<36).map { Float($0 % 7) })
        let clinical: [Float] = [1.5, 0, -0.5, 1]
        _ = try network.read(scan, clinical: clinical)
        var generator = RandomGenerator(seed: 1)
        let found = try #require(
            try network.clinicalContributions(of: scan, target: 0, columns: 2, mean: nil, using: &generator))
        let row = try #require(weights["dense.weight"]).elements[3..<7]
        let products = zip(row, clinical).map { Double($0 * $1) }
        #expect(abs(found.columns[0] - products[0] - products[1]) < 1e-5)
        #expect(abs(found.columns[1] - products[2] - products[3]) < 1e-5)
    }

    @Test func withoutClinicalNumbersThereIsNothing() throws {
        let network = try ExplainedNetworkTests.network()
        _ = try network.read(ExplainedNetworkTests.frames())
        var generator = RandomGenerator(seed: 1)
        let found = try network.clinicalContributions(
            of: ExplainedNetworkTests.frames(), target: 0, columns: 0, mean: nil, using: &generator)
        #expect(found == nil)
    }
}
