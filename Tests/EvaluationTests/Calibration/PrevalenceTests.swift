import Testing

@testable import Evaluation

@Suite struct PrevalenceTests {
    @Test func agreesWithTheDefinition() throws {
        let fixture = try StatisticsFixture.load().prevalence
        let reweighted = try Prevalence.reweighted(fixture.probabilities, from: fixture.prior, to: fixture.target)
        #expect(agree(reweighted, fixture.reweighted))
        #expect(agree(try Prevalence.estimated(from: fixture.probabilities, training: fixture.prior), fixture.estimate))
    }

    @Test func changesNothingForTheSamePrevalence() throws {
        #expect(agree(try Prevalence.reweighted([0.3, 0.7], from: [0.4, 0.6], to: [0.4, 0.6]), [0.3, 0.7]))
        #expect(try Prevalence.reweighted([1, 0], from: [0.4, 0.6], to: [0, 1]) == [0.5, 0.5])
    }

    @Test func refusesWhatIsNoPrevalence() {
        #expect(throws: EvaluationError.self) { try Prevalence.reweighted([0.3, 0.7], from: [0, 1], to: [0.5, 0.5]) }
        #expect(throws: EvaluationError.self) {
            try Prevalence.reweighted([0.3, 0.7], from: [0.5, 0.6], to: [0.5, 0.5])
        }
        #expect(throws: EvaluationError.self) { try Prevalence.reweighted([0.3], from: [0.5, 0.5], to: [0.5, 0.5]) }
        #expect(throws: EvaluationError.self) { try Prevalence.estimated(from: [], training: [0.5, 0.5]) }
    }
}
