import Evaluation
import Testing

@testable import Training

@Suite struct ModelScoreTests {
    @Test func aPrevalenceChangesProbabilitiesButNoThresholdedDecision() throws {
        let shift = try PrevalenceShift(from: [0.5, 0.5], to: [0.98, 0.02])
        let plain = ModelScore(members: [[0.2, 0.8]], positive: 1, prevalence: shift)
        // 0.8·0.04 / (0.8·0.04 + 0.2·1.96)
        #expect(abs(plain.probabilities[1] - 0.032 / 0.424) < 1e-12)
        #expect(plain.decision == 0)
        #expect(ModelScore(members: [[0.2, 0.8]], positive: 1, threshold: 0.7, prevalence: shift).decision == 1)
    }

    @Test func abstainsAboveTheLimit() throws {
        let samples = try ScoredSamples(probabilities: [0.9, 0.1], labels: [0], classCount: 2)
        let abstention = try Abstention(.uncertainty(0.5), fitting: samples)
        #expect(!ModelScore(members: [[0.95, 0.05]], abstention: abstention).isAbstained)
        #expect(ModelScore(members: [[0.6, 0.4]], abstention: abstention).isAbstained)
    }

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
