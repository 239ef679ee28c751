import Foundation
import Networks
import Tensors
import Testing

@testable import Saliency

/// Attention rollout against float64 PyTorch (`Fixtures/make_attention.py`).
@Suite(.serialized) struct AttentionRolloutTests {
    struct Fixture: Decodable, CustomTestStringConvertible {
        struct Numbers: Decodable {
            var shape: [Int]
            var values: [Float]
            var tensor: Tensor { Tensor(shape: Shape(shape), elements: values) }
        }

        var name: String
        var architecture: Architecture
        var input: InputShape
        var frames: Numbers
        var weights: [String: Numbers]
        var rollout: [Float]
        var testDescription: String { name }

        func network() throws -> ExplainedNetwork {
            var ordered = try Weights.initial(for: architecture, input: input, seed: 0)
            for name in ordered.names { ordered[name] = try #require(weights[name], "\(name)").tensor }
            return try ExplainedNetwork(architecture, input: input, weights: ordered, threads: 2)
        }
    }

    static let fixtures: [Fixture] = {
        guard let url = Bundle.module.url(forResource: "attention", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() { #expect(Self.fixtures.count == 3) }

    @Test(arguments: fixtures)
    func sharesOfTheSteps(_ fixture: Fixture) throws {
        let network = try fixture.network()
        #expect(network.attends)
        _ = try network.read(fixture.frames.tensor)
        let map = try network.map(.attentionRollout, of: fixture.frames.tensor, target: 0, seed: 1)
        #expect(map.values.count == fixture.rollout.count)
        for (found, wanted) in zip(map.values, fixture.rollout) { #expect(abs(found - wanted) < 1e-5) }
        #expect(abs(map.values.reduce(0, +) - 1) < 1e-5)
        #expect(map.slices == fixture.frames.shape[0] && map.columns == 1)
    }

    /// What is known of the patient weighs the steps, too.
    @Test func weightsOfAClinicalBranch() throws {
        let architecture = Architecture(layers: [
            .timeDistributed(TimeDistributed(layers: [.globalAveragePool, .dense(Dense(units: 2))])),
            .joinClinical(JoinClinical(layers: [.dense(Dense(units: 3))], combine: .weights)),
        ])
        let input = InputShape(frames: 3, height: 2, width: 2, channels: 1, clinical: 2)
        let weights = try Weights.initial(for: architecture, input: input, seed: 4)
        let network = try ExplainedNetwork(architecture, input: input, weights: weights, threads: 1)
        let frames = Tensor(shape: [3, 2, 2, 1], elements: (0..<12).map(Float.init))
        let clinical: [Float] = [0.5, -2]
        _ = try network.read(frames, clinical: clinical)
        let matrix = try #require(weights["joinClinical.dense.weight"])
        let bias = try #require(weights["joinClinical.dense.bias"])
        let scores = (0..<3).map { step -> Float in
            let sum: Float = matrix[2 * step] * clinical[0] + matrix[2 * step + 1] * clinical[1]
            return exp(sum + bias[step])
        }
        let total: Float = scores.reduce(0, +)
        let found = try network.attentionRollout().values
        for (share, score) in zip(found, scores) {
            let wanted: Float = score / total
            #expect(abs(share - wanted) < 1e-5)
        }
    }

    @Test func withoutAttentionTheSentenceNamesOtherMethods() throws {
        let network = try ExplainedNetworkTests.network()
        #expect(!network.attends)
        _ = try network.read(ExplainedNetworkTests.frames())
        do {
            _ = try network.attentionRollout()
            Issue.record("a rollout without attention")
        } catch {
            let sentence = "\(error)"
            #expect(sentence.contains("this model has none; use --method gradCAM,"))
            #expect(!sentence.contains("attentionRollout"))
        }
    }
}
