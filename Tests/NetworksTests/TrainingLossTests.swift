import Foundation
import Testing

@testable import Networks

/// Whole networks, forward, backward and Adam, against ten losses of float64 PyTorch (`Fixtures/make_training_losses.py`).
@Suite(.serialized) struct TrainingLossTests {
    struct Recorded: Decodable, CustomTestStringConvertible {
        var fixture: SequenceFixtureTests.Fixture
        var learningRate: Float
        var losses: [Double]
        var testDescription: String { fixture.testDescription }

        enum CodingKeys: CodingKey { case learningRate, losses }

        init(from decoder: any Decoder) throws {
            fixture = try SequenceFixtureTests.Fixture(from: decoder)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            learningRate = try container.decode(Float.self, forKey: .learningRate)
            losses = try container.decode([Double].self, forKey: .losses)
        }
    }

    static let recorded: [Recorded] = {
        guard
            let url = Bundle.module.url(
                forResource: "training_losses", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Recorded].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() {
        #expect(Self.recorded.count == 2)
        #expect(Self.recorded.allSatisfy { $0.losses.count == 10 })
    }

    @Test(arguments: recorded)
    func lossesFollowPyTorch(_ recorded: Recorded) throws {
        let plan = try recorded.fixture.plan(.train)
        try recorded.fixture.setInput(of: plan, filler: 1)
        for (index, expected) in recorded.losses.enumerated() {
            let loss = try plan.trainStep(labels: recorded.fixture.common.labels, dropoutSeed: 0)
            #expect(abs(Double(loss) - expected) / expected < 1e-3, "step \(index + 1)")
            try plan.update(.adam(learningRate: recorded.learningRate, step: index + 1))
        }
    }
}
