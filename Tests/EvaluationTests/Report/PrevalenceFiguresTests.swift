import Tensors
import Testing

@testable import Evaluation

@Suite struct PrevalenceFiguresTests {
    /// Sensitivity 0.9 of 100 positives, specificity 0.8 of 100 negatives.
    private func samples() throws -> ScoredSamples {
        let positive = (0..<200).map { index in
            index < 100 ? (index < 90 ? 0.8 : 0.2) : (index < 120 ? 0.8 : 0.2)
        }
        return try ScoredSamples(
            probabilities: positive.flatMap { [1 - $0, $0] }, labels: (0..<200).map { $0 < 100 ? 1 : 0 }, classCount: 2)
    }

    /// Bayes' theorem by hand: 0.9·0.02 / (0.9·0.02 + 0.2·0.98), 0.8·0.98 / (0.8·0.98 + 0.1·0.02).
    @Test func followBayes() throws {
        var generator = RandomGenerator(seed: 1)
        let figures = try PrevalenceFigures(
            of: samples(), prevalence: 0.02, bootstrap: Bootstrap(resamples: 100), using: &generator)
        #expect(abs((figures.ppv.value ?? 0) - 0.018 / 0.214) < 1e-12)
        #expect(abs((figures.npv.value ?? 0) - 0.784 / 0.786) < 1e-12)
        #expect((figures.ppv.low ?? 1) < 0.018 / 0.214 && (figures.ppv.high ?? 0) > 0.018 / 0.214)
        #expect(throws: EvaluationError.self) {
            try PrevalenceFigures(of: samples(), prevalence: 1, using: &generator)
        }
    }

    /// Net benefit Se·π − (1 − Sp)(1 − π)·t/(1 − t) at t = 0.1.
    @Test func weighTheDecisionCurve() throws {
        let scores = try BinaryScores(samples(), class: 1)
        let point = try DecisionCurve(scores, thresholds: [0.5], prevalence: 0.02).points[0]
        #expect(abs(point.netBenefit - (0.9 * 0.02 - 0.2 * 0.98)) < 1e-12)
        #expect(abs(point.treatAll - (0.02 - 0.98)) < 1e-12)
        let same = try DecisionCurve(scores, thresholds: [0.5], prevalence: 0.5)
        #expect(
            abs(same.points[0].netBenefit - (try DecisionCurve(scores, thresholds: [0.5]).points[0].netBenefit)) < 1e-12
        )
    }
}
