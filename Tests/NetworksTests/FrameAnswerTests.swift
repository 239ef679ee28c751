import Foundation
import Tensors
import Testing

@testable import Networks

/// Networks that answer for each frame against float64 PyTorch (`Fixtures/make_frame_labels.py`), which reads each sequence alone:
/// padding has no logit, and changes neither the loss nor a gradient.
@Suite(.serialized) struct FrameAnswerTests {
    struct Fixture: Decodable, CustomTestStringConvertible {
        var sequences: SequenceFixtureTests.Fixture
        var lossName: String
        var targets: LayerFixtureTests.Numbers
        var testDescription: String { sequences.common.name }

        enum CodingKeys: CodingKey { case lossName, targets }

        init(from decoder: any Decoder) throws {
            sequences = try SequenceFixtureTests.Fixture(from: decoder)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            lossName = try container.decode(String.self, forKey: .lossName)
            targets = try container.decode(LayerFixtureTests.Numbers.self, forKey: .targets)
        }

        var loss: any Loss {
            let weights = sequences.common.classWeights
            return lossName == "binary"
                ? BinaryCrossEntropy(labelWeights: weights) : CrossEntropy(classWeights: weights)
        }

        func step(_ plan: Plan) throws -> Float {
            let rows = Targets(rows: targets.shape[0], columns: targets.shape[1], values: targets.values)
            return try plan.trainStep(targets: rows, loss: loss, dropoutSeed: 0)
        }
    }

    static let fixtures: [Fixture] = {
        guard
            let url = Bundle.module.url(forResource: "frame_labels", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() {
        #expect(Self.fixtures.count == 7)
    }

    @Test(arguments: fixtures)
    func training(_ fixture: Fixture) throws {
        let expected = fixture.sequences.common
        let plan = try fixture.sequences.plan(.train)
        let normalizes = expected.weights.keys.contains { $0.contains("orm") }
        for filler: Float in [0, 1e3] {
            try plan.load(try expected.orderedWeights())
            try fixture.sequences.setInput(of: plan, filler: filler)
            let loss = try fixture.step(plan)
            #expect(abs(Double(loss) - expected.loss) / expected.loss < 1e-6)
            #expect(relativeError(plan.logits, expected.logits.values) < 1e-5)
            let gradients = try plan.gradients()
            #expect(Set(gradients.names) == Set(expected.gradients.keys))
            for (name, expected) in expected.gradients {
                let error = relativeError(try #require(gradients[name]).elements, expected.values)
                #expect(error < (normalizes ? 1e-4 : 1e-5), "\(name)")
            }
        }
    }

    @Test(arguments: fixtures)
    func inference(_ fixture: Fixture) throws {
        let plan = try fixture.sequences.plan(.infer)
        try fixture.sequences.setInput(of: plan, filler: 1e3)
        try plan.infer()
        let expected = fixture.sequences.common.inferLogits
        #expect(relativeError(plan.logits, expected.values) < 1e-5)
        var start = 0
        for (place, length) in fixture.sequences.lengths.enumerated() {
            #expect(plan.answerCount(at: place) == length)
            let own = expected.values[start..<start + length * plan.classes]
            #expect(relativeError(plan.logits(at: place), Array(own)) < 1e-5)
            start += length * plan.classes
        }
    }

    /// Two sequences of 3 frames give the same loss and gradients in a plan that has room for 5.
    @Test func roomForMoreFramesChangesNothing() throws {
        let layers = try #require(Self.fixtures.first).sequences.common.architecture
        var results: [(loss: Float, gradients: [[Float]])] = []
        for frames in [3, 5] {
            let input = InputShape(frames: frames, height: 4, width: 5, channels: 1)
            let plan = try Plan(layers, input: input, batch: 2, mode: .train, threads: 1)
            try plan.load(try Weights.initial(for: layers, input: input, seed: 3))
            var generator = RandomGenerator(seed: 4)
            for place in 0..<2 {
                let values = (0..<60).map { _ in Float(generator.normal()) }
                try plan.setInput(Tensor(shape: [3, 4, 5, 1], elements: values), at: place)
            }
            let targets = Targets(labels: [0, 1, 2, 2, 1, 0], classes: 3)
            let loss = try plan.trainStep(targets: targets, loss: CrossEntropy(), dropoutSeed: 0)
            results.append((loss, try plan.gradients().entries.map(\.1.elements)))
        }
        #expect(abs(results[0].loss - results[1].loss) < 1e-6)
        for (short, long) in zip(results[0].gradients, results[1].gradients) {
            #expect(relativeError(long, short) < 1e-5)
        }
    }

    @Test func targetsThatAreNotOneAFrameAreRefused() throws {
        let fixture = try #require(Self.fixtures.first { $0.sequences.lengths == [3, 5, 1] })
        let plan = try fixture.sequences.plan(.train)
        try fixture.sequences.setInput(of: plan, filler: 0)
        for rows in [3, 8, 10, 15] {
            let targets = Targets(labels: Array(repeating: 0, count: rows), classes: 3)
            #expect(throws: PlanError.self) {
                try plan.trainStep(targets: targets, loss: CrossEntropy(), dropoutSeed: 0)
            }
        }
    }

    @Test func theLastLayersShapeSaysWhatIsAnswered() throws {
        let fixture = try #require(Self.fixtures.first)
        var architecture = fixture.sequences.common.architecture
        let input = fixture.sequences.common.input
        #expect(try architecture.answer(for: input) == Answer(classes: 3, steps: 5))
        architecture.layers.append(.maxOverTime)
        #expect(try architecture.answer(for: input) == Answer(classes: 3))
        architecture.layers.removeLast(3)
        architecture.layers[0] = .timeDistributed(TimeDistributed(layers: [.relu]))
        #expect(throws: ArchitectureError.self) { try architecture.answer(for: input) }
    }
}
