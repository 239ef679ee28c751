import Testing

@testable import Evaluation

@Suite struct AUPRCTests {
    @Test func equalScoresShareOneThreshold() {
        #expect(AUPRC.averagePrecision(scores: [0.5, 0.5, 0.5, 0.5], positives: [true, false, false, false]) == 0.25)
    }

    @Test func needsAPositive() {
        #expect(AUPRC.averagePrecision(scores: [0.5], positives: [false]) == nil)
    }
}
