import Foundation
import Tensors
import Testing

@testable import Networks

/// Sequence layers against float64 PyTorch (`Fixtures/make_sequence_layers.py`), full sequences and padded ones. PyTorch reads
/// each padded sequence alone, so these cases prove that padding changes neither logits nor gradients.
@Suite(.serialized) struct SequenceFixtureTests {
    struct Fixture: Decodable, CustomTestStringConvertible {
        var common: LayerFixtureTests.Fixture
        var lengths: [Int]
        var testDescription: String { common.name }

        enum CodingKeys: CodingKey { case lengths }

        init(from decoder: any Decoder) throws {
            common = try LayerFixtureTests.Fixture(from: decoder)
            lengths = try decoder.container(keyedBy: CodingKeys.self).decode([Int].self, forKey: .lengths)
        }

        /// A plan with every sequence set, without its padding.
        func plan(_ mode: Plan.Mode) throws -> Plan {
            let plan = try Plan(common.architecture, input: common.input, batch: common.batch, mode: mode, threads: 2)
            try plan.load(try common.orderedWeights())
            return plan
        }

        /// Sets the sequences; `filler` stood where the padding is.
        func setInput(of plan: Plan, filler: Float) throws {
            let input = common.input
            let frame = input.height * input.width * input.channels
            for (index, length) in lengths.enumerated() {
                let full = Shape([input.frames, input.height, input.width, input.channels])
                try plan.setInput(Tensor(shape: full, repeating: filler), at: index)
                let start = index * input.frames * frame
                try plan.setInput(
                    Tensor(
                        shape: Shape([length, input.height, input.width, input.channels]),
                        elements: common.frames.values[start..<start + length * frame]), at: index)
            }
        }
    }

    static let fixtures: [Fixture] = {
        guard
            let url = Bundle.module.url(
                forResource: "sequence_layers", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() {
        #expect(Self.fixtures.count == 66)
    }

    @Test(arguments: fixtures)
    func training(_ fixture: Fixture) throws {
        let plan = try fixture.plan(.train)
        let expected = fixture.common
        let largest = expected.gradients.values.flatMap(\.values).map(abs).max() ?? 0
        let normalizes = expected.weights.keys.contains { $0.contains("orm") }
        for filler: Float in [0, 1e3] {
            try plan.load(try expected.orderedWeights())
            try fixture.setInput(of: plan, filler: filler)
            let loss = try plan.trainStep(labels: expected.labels, dropoutSeed: 0)
            #expect(abs(Double(loss) - expected.loss) / expected.loss < 1e-6)
            #expect(relativeError(plan.logits, expected.logits.values) < 1e-5)
            let gradients = try plan.gradients()
            #expect(Set(gradients.names) == Set(expected.gradients.keys))
            for (name, expected) in expected.gradients {
                let found = try #require(gradients[name])
                if expected.values.allSatisfy({ abs($0) < 1e-6 * largest }) {
                    #expect(found.elements.allSatisfy { abs($0) < 1e-5 * largest }, "\(name)")
                } else {
                    let error = relativeError(found.elements, expected.values)
                    #expect(error < (normalizes ? 1e-4 : 1e-5), "\(name)")
                }
            }
            let weights = try plan.weights()
            for (name, expected) in expected.running {
                #expect(relativeError(try #require(weights[name]).elements, expected.values) < 1e-5, "\(name)")
            }
        }
    }

    @Test(arguments: fixtures)
    func inference(_ fixture: Fixture) throws {
        let plan = try fixture.plan(.infer)
        for filler: Float in [0, 1e3] {
            try fixture.setInput(of: plan, filler: filler)
            try plan.infer()
            #expect(relativeError(plan.logits, fixture.common.inferLogits.values) < 1e-5)
        }
    }
}
