import Foundation
import Tensors
import Testing

@testable import Networks

/// Every layer against float64 PyTorch (`Fixtures/make_layers.py`).
@Suite(.serialized) struct LayerFixtureTests {
    struct Numbers: Decodable {
        var shape: [Int]
        var values: [Float]
        var tensor: Tensor { Tensor(shape: Shape(shape), elements: values) }
    }

    struct Fixture: Decodable, CustomTestStringConvertible {
        var name: String
        var architecture: Architecture
        var batch: Int
        var input: InputShape
        var frames: Numbers
        var labels: [Int]
        var classWeights: [Float]?
        var labelSmoothing: Float
        var loss: Double
        var logits, inferLogits: Numbers
        var weights, gradients, running: [String: Numbers]
        var testDescription: String { name }

        /// The weights in the architecture's order; the optimizer and the files rely on it.
        func orderedWeights() throws -> Weights {
            var result = Weights()
            for description in try architecture.parameters(for: input) {
                result[description.name] = try #require(weights[description.name], "\(description.name)").tensor
            }
            return result
        }

        func plan(_ mode: Plan.Mode, threads: Int = 2) throws -> Plan {
            let plan = try Plan(architecture, input: input, batch: batch, mode: mode, threads: threads)
            try plan.load(try orderedWeights())
            let count = frames.values.count / batch
            let shape = Shape([input.frames, input.height, input.width, input.channels])
            for index in 0..<batch {
                try plan.setInput(
                    Tensor(shape: shape, elements: frames.values[index * count..<(index + 1) * count]), at: index)
            }
            return plan
        }
    }

    static let fixtures: [Fixture] = {
        guard let url = Bundle.module.url(forResource: "layers", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() {
        #expect(Self.fixtures.count == 26)
    }

    @Test(arguments: fixtures)
    func training(_ fixture: Fixture) throws {
        let plan = try fixture.plan(.train)
        for _ in 0..<2 {
            try plan.load(try fixture.orderedWeights())
            let loss = try plan.trainStep(
                labels: fixture.labels, classWeights: fixture.classWeights, labelSmoothing: fixture.labelSmoothing,
                dropoutSeed: 0)
            #expect(abs(Double(loss) - fixture.loss) / fixture.loss < 1e-6)
            #expect(relativeError(plan.logits, fixture.logits.values) < 1e-5)
            let gradients = try plan.gradients()
            #expect(Set(gradients.names) == Set(fixture.gradients.keys))
            // A bias before batch normalization has a gradient of exactly 0; float32 leaves rounding there.
            let largest = fixture.gradients.values.flatMap(\.values).map(abs).max() ?? 0
            for (name, expected) in fixture.gradients {
                let found = try #require(gradients[name])
                #expect(found.shape.extents == expected.shape)
                if expected.values.allSatisfy({ abs($0) < 1e-6 * largest }) {
                    #expect(found.elements.allSatisfy { abs($0) < 1e-5 * largest }, "\(name)")
                } else {
                    #expect(relativeError(found.elements, expected.values) < 1e-4, "\(name)")
                }
            }
            let weights = try plan.weights()
            for (name, expected) in fixture.running {
                #expect(relativeError(try #require(weights[name]).elements, expected.values) < 1e-5, "\(name)")
            }
        }
    }

    @Test(arguments: fixtures)
    func inference(_ fixture: Fixture) throws {
        let plan = try fixture.plan(.infer)
        for _ in 0..<2 {
            try plan.infer()
            #expect(relativeError(plan.logits, fixture.inferLogits.values) < 1e-5)
        }
    }

    @Test(arguments: fixtures)
    func weightsComeBackUnchanged(_ fixture: Fixture) throws {
        #expect(try fixture.plan(.train).weights() == fixture.orderedWeights())
    }
}
