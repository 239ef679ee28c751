import Testing

@testable import Evaluation

@Suite struct CalibrationLineTests {
    @Test func isIdealForFrequenciesThatAreMet() throws {
        let scores = try BinaryScores(
            scores: [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75],
            positives: [true, false, false, false, true, false, true, true, true, false])
        #expect(agree([CalibrationLine.slope(of: scores) ?? 0, CalibrationLine.intercept(of: scores) ?? 1], [1, 0]))
    }

    @Test func isNilWhereNoFiniteLineIsBest() throws {
        let separated = try BinaryScores(scores: [0.1, 0.2, 0.8], positives: [false, false, true])
        let constant = try BinaryScores(scores: [0.5, 0.5], positives: [false, true])
        let oneClass = try BinaryScores(scores: [0.5, 0.6], positives: [true, true])
        #expect(CalibrationLine.slope(of: separated) == nil)
        #expect(CalibrationLine.slope(of: constant) == nil && CalibrationLine.intercept(of: constant) == 0)
        #expect(CalibrationLine.slope(of: oneClass) == nil && CalibrationLine.intercept(of: oneClass) == nil)
    }
}
