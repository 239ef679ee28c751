import Testing

@testable import Training

@Suite struct ModelScoreTests {
    @Test func isTheMeanOfTheMembers() {
        let score = ModelScore(members: [[0.9, 0.1], [0.5, 0.5]])
        #expect(abs(score.probabilities[0] - 0.7) < 1e-15)
        #expect(score.decision == 0)
        #expect(score.uncertainty == Uncertainty.disagreement([[0.9, 0.1], [0.5, 0.5]]))
    }

    @Test func aThresholdDecidesOnThePositiveClass() {
        #expect(ModelScore(members: [[0.7, 0.3]], positive: 1, threshold: 0.3).decision == 1)
        #expect(ModelScore(members: [[0.7, 0.3]], positive: 1, threshold: 0.31).decision == 0)
        #expect(ModelScore(members: [[0.7, 0.3]], positive: 0, threshold: 0.8).decision == 1)
    }

    @Test func theFirstOfEquallyProbableClassesIsDecidedOn() {
        #expect(ModelScore(probabilities: [0.2, 0.4, 0.4]).decision == 1)
    }
}
