import Foundation
import Tensors
import Testing

@testable import Networks

/// Explaining plans against float64 PyTorch in eval mode (`Fixtures/make_explanations.py`).
@Suite(.serialized) struct PlanExplainTests {
    struct Fixture: Decodable, CustomTestStringConvertible {
        var name: String
        var architecture: Architecture
        var batch: Int
        var taps: [String]
        var input: InputShape
        var frames, logits, logitGradient, inputGradient: LayerFixtureTests.Numbers
        var weights, activations, gradients: [String: LayerFixtureTests.Numbers]
        var testDescription: String { name }

        func plan(_ mode: Plan.Mode) throws -> Plan {
            let plan = try Plan(architecture, input: input, batch: batch, mode: mode, threads: 2)
            try plan.load(try orderedWeights())
            for index in 0..<batch { try plan.setInput(slice(frames, index).tensor, at: index) }
            return plan
        }

        func orderedWeights() throws -> Weights {
            var result = Weights()
            for description in try architecture.parameters(for: input) {
                result[description.name] = try #require(weights[description.name], "\(description.name)").tensor
            }
            return result
        }

        /// What belongs to one sequence of the batch.
        func slice(_ numbers: LayerFixtureTests.Numbers, _ index: Int) -> LayerFixtureTests.Numbers {
            let count = numbers.values.count / batch
            return LayerFixtureTests.Numbers(
                shape: Array(numbers.shape.dropFirst()),
                values: Array(numbers.values[index * count..<(index + 1) * count]))
        }
    }

    static let fixtures: [Fixture] = {
        guard
            let url = Bundle.module.url(forResource: "explanations", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() { #expect(Self.fixtures.count == 8) }

    @Test(arguments: fixtures, [true, false])
    func gradients(_ fixture: Fixture, withInput: Bool) throws {
        let plan = try fixture.plan(.explain(taps: fixture.taps, inputGradient: withInput))
        let inference = try fixture.plan(.infer)
        try inference.infer()
        for round in 0..<2 {
            try plan.infer()
            #expect(relativeError(plan.logits, fixture.logits.values) < 1e-5)
            #expect(relativeError(plan.logits, inference.logits) < 1e-4)
            if round == 1 {
                // A backward pass in between leaves nothing behind.
                try plan.backward(from: fixture.logitGradient.values.map { -2 * $0 })
            }
            try plan.backward(from: fixture.logitGradient.values)
            for index in 0..<fixture.batch {
                for tap in fixture.taps {
                    let activation = try plan.activation(of: tap, at: index)
                    let expected = fixture.slice(try #require(fixture.activations[tap]), index)
                    #expect(activation.shape.extents == expected.shape, "\(tap)")
                    #expect(relativeError(activation.elements, expected.values) < 1e-5, "\(tap)")
                    let gradient = try plan.gradient(of: tap, at: index)
                    let wanted = fixture.slice(try #require(fixture.gradients[tap]), index)
                    #expect(gradient.shape.extents == wanted.shape, "\(tap)")
                    #expect(relativeError(gradient.elements, wanted.values) < 1e-4, "\(tap)")
                }
                if withInput {
                    let expected = fixture.slice(fixture.inputGradient, index)
                    let gradient = try plan.inputGradient(at: index)
                    #expect(gradient.shape.extents == expected.shape)
                    #expect(relativeError(gradient.elements, expected.values) < 1e-4)
                }
            }
        }
    }

    /// The tail of a network makes the same logits of the frames' features, and the same gradients.
    @Test(arguments: fixtures.filter { $0.architecture.layers.count > 2 && $0.name != "map" })
    func tail(_ fixture: Fixture) throws {
        guard let tail = try SequenceTail(of: fixture.architecture, for: fixture.input) else {
            #expect(!fixture.architecture.layers.contains { $0.kind == "lstm" || $0.kind == "gru" })
            return
        }
        let whole = try fixture.plan(.explain(taps: [tail.path]))
        try whole.infer()
        try whole.backward(from: fixture.logitGradient.values)
        let plan = try Plan(
            tail.architecture, input: tail.input, batch: fixture.batch, mode: .explain(inputGradient: true), threads: 2)
        try plan.load(try tail.weights(of: try fixture.orderedWeights()))
        for index in 0..<fixture.batch {
            let features = try whole.activation(of: tail.path, at: index)
            #expect(features.shape == [tail.steps, tail.features])
            try plan.setInput(features.reshaped(to: [tail.steps, 1, 1, tail.features]), at: index)
        }
        try plan.infer()
        try plan.backward(from: fixture.logitGradient.values)
        #expect(relativeError(plan.logits, fixture.logits.values) < 1e-5)
        for index in 0..<fixture.batch {
            let expected = try whole.gradient(of: tail.path, at: index).elements
            #expect(relativeError(try plan.inputGradient(at: index).elements, expected) < 1e-4)
        }
    }

    @Test func layersAreListed() throws {
        let architecture = Architecture(layers: [
            .timeDistributed(
                TimeDistributed(layers: [
                    .convolution(Convolution(filters: 4)), .batchNormalization(BatchNormalization()), .relu,
                    .globalMaxPool,
                ])),
            .lstm(LSTM(units: 3)), .dense(Dense(units: 2)),
        ])
        let input = InputShape(frames: 3, height: 8, width: 6, channels: 1)
        let outputs = try architecture.layerOutputs(for: input)
        #expect(
            outputs.map(\.path) == [
                "timeDistributed.convolution", "timeDistributed.batchNormalization", "timeDistributed.relu",
                "timeDistributed.globalMaxPool", "timeDistributed", "lstm", "dense",
            ])
        #expect(outputs[0].grid == [8, 6])
        #expect(outputs[0].steps == 3)
        #expect(try architecture.defaultTap(for: input)?.path == "timeDistributed.relu")
    }

    @Test func unknownTapsAreNamed() {
        #expect(
            throws: PlanError.unknownTap(path: "convolutoin", known: ["convolution", "globalAveragePool", "dense"])
        ) {
            _ = try Plan(
                Architecture(layers: [
                    .convolution(Convolution(filters: 4)), .globalAveragePool, .dense(Dense(units: 2)),
                ]),
                input: InputShape(frames: 1, height: 8, width: 8, channels: 1), batch: 1,
                mode: .explain(taps: ["convolutoin"]), threads: 1)
        }
    }
}
