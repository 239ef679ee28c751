import Foundation
import Testing

@testable import Evaluation

@Suite struct OperatingPointTests {
    @Test func agreesWithASearchOverAllThresholds() throws {
        let fixture = try StatisticsFixture.load().operatingPoints
        let scores = try BinaryScores(scores: fixture.scores, positives: fixture.labels.map { $0 == 1 })
        for expected in fixture.points {
            let point = try OperatingPoint(expected.rule, fitting: scores)
            #expect(
                agree(
                    [point.threshold, point.sensitivity, point.specificity],
                    [expected.threshold, expected.sensitivity, expected.specificity]), "\(expected.rule)")
            let data = try JSONEncoder().encode(point)
            #expect(try JSONDecoder().decode(OperatingPoint.self, from: data) == point)
        }
    }

    @Test func saysWhatCannotBeReached() throws {
        let reversed = try BinaryScores(scores: [1, 2, 3, 4], positives: [true, true, false, false])
        let constant = try BinaryScores(scores: [1, 1], positives: [true, false])
        let oneClass = try BinaryScores(scores: [1, 2], positives: [true, true])
        #expect(throws: EvaluationError.self) { try OperatingPoint(.specificity(0.9), fitting: reversed) }
        #expect(throws: EvaluationError.self) { try OperatingPoint(.youden, fitting: reversed) }
        #expect(try OperatingPoint(.sensitivity(1), fitting: reversed).specificity == 0)
        #expect(throws: EvaluationError.constantScores(figure: "an operating point")) {
            try OperatingPoint(.youden, fitting: constant)
        }
        #expect(throws: EvaluationError.self) { try OperatingPoint(.youden, fitting: oneClass) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                OperatingRule.self, from: Data(#"{"rule": "sensitivity", "value": 95}"#.utf8))
        }
        for rule in [OperatingRule.sensitivity(1.1), .specificity(0), .costRatio(-1), .costRatio(.nan)] {
            #expect(throws: EvaluationError.self) { try OperatingPoint(rule, fitting: reversed) }
        }
    }

    @Test func decidesWhereTheThresholdIsReached() throws {
        let samples = try ScoredSamples(
            probabilities: [0.7, 0.3, 0.8, 0.2, 0.1, 0.9], labels: [1, 0, 1], classCount: 2)
        let point = try OperatingPoint(.youden, fitting: BinaryScores(samples))
        #expect(point.threshold == 0.3)
        let decided = try samples.decided(at: point.threshold)
        #expect(decided.predictions == [1, 0, 1] && samples.predictions == [0, 0, 1])
        #expect(Metric.sensitivity.value(of: decided) == 1)
        #expect(Metric.ece.value(of: decided) == Metric.ece.value(of: samples))
        #expect(decided.selecting([2, 0]).predictions == [1, 1])
    }
}
