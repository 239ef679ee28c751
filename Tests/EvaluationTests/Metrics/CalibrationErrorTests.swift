import Testing

@testable import Evaluation

@Suite struct CalibrationErrorTests {
    @Test func isTheGapBetweenConfidenceAndAccuracy() throws {
        let samples = try ScoredSamples(
            probabilities: [0.1, 0.9, 0.1, 0.9, 0.7, 0.3, 0.7, 0.3], labels: [1, 1, 0, 1], classCount: 2)
        let error = try #require(CalibrationError.expected(of: samples))
        #expect(abs(error - (2 * 0.1 + 2 * 0.2) / 4) <= 1e-12)
    }

    @Test func countsCertaintyInTheLastBin() throws {
        let samples = try ScoredSamples(probabilities: [0, 1, 0, 1], labels: [1, 0], classCount: 2)
        #expect(CalibrationError.expected(of: samples) == 0.5)
    }
}
