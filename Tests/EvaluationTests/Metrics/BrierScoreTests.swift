import Testing

@testable import Evaluation

@Suite struct BrierScoreTests {
    @Test func rangesToOneWithTwoClassesAndToTwoWithMore() throws {
        let two = try ScoredSamples(probabilities: [0, 1], labels: [0], classCount: 2)
        let three = try ScoredSamples(probabilities: [0, 1, 0], labels: [0], classCount: 3)
        #expect(BrierScore.value(of: two) == 1)
        #expect(BrierScore.value(of: three) == 2)
    }
}
