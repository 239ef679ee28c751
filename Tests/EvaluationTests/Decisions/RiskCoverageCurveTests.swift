import Testing

@testable import Evaluation

@Suite struct RiskCoverageCurveTests {
    private let curve: RiskCoverageCurve

    init() throws {
        curve = try RiskCoverageCurve(
            confidences: [0.9, 0.8, 0.7, 0.6, 0.6], correct: [true, true, false, true, false])
    }

    @Test func abstainsBelowTheThresholdOfTheWantedRisk() throws {
        #expect(curve.points.map(\.coverage) == [0.2, 0.4, 0.6, 1])
        #expect(try curve.abstention(forRisk: 0.35).threshold == 0.7)
        #expect(try curve.abstention(forRisk: 0).threshold == 0.8)
        #expect(try curve.abstention(forRisk: 0.5).coverage == 1)
    }

    @Test func canAskForTheUpperEndOfTheRisk() throws {
        // Without errors in two answers the one-sided 90 % end is 1 − 0.1^(1/2).
        #expect(try curve.abstention(forRisk: 0.69, level: 0.9).threshold == 0.8)
        #expect(throws: EvaluationError.self) { try curve.abstention(forRisk: 0.6, level: 0.9) }
    }

    @Test func saysWhatCannotBeReached() throws {
        let wrong = try RiskCoverageCurve(confidences: [0.9, 0.8], correct: [false, true])
        #expect(throws: EvaluationError.unreachable(wish: "a risk of 0.1", best: "0.5")) {
            try wrong.abstention(forRisk: 0.1)
        }
        #expect(throws: EvaluationError.self) { try wrong.abstention(forRisk: 1) }
        #expect(throws: EvaluationError.self) { try RiskCoverageCurve(confidences: [], correct: []) }
    }
}
