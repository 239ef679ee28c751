import Testing

@testable import Evaluation

@Suite struct MultiLabelAUROCTests {
    @Test func agreesWithScikitLearn() throws {
        let fixture = try StatisticsFixture.load().agreement
        let found = try MultiLabelAUROC(scores: fixture.scores, findings: fixture.findings, count: 3)
        #expect(agree([found.macro ?? 0, found.weighted ?? 0, found.micro ?? 0], fixture.multilabel))
        #expect(agree(found.areas.compactMap(\.self), fixture.areas))
    }

    @Test func leavesOutFindingsWithoutAnArea() throws {
        let found = try MultiLabelAUROC(
            scores: [0.1, 0.5, 0.9, 0.4], findings: [false, true, true, true], count: 2)
        #expect(found.areas == [1, nil] && found.macro == 1)
        #expect(throws: EvaluationError.countMismatch(list: "scores", found: 3, expected: 4)) {
            try MultiLabelAUROC(scores: [1, 2, 3], findings: [true, true, false], count: 2)
        }
        #expect(throws: EvaluationError.self) { try MultiLabelAUROC(scores: [], findings: [], count: 0) }
    }

    @Test func weighsClassesByTheirSupport() throws {
        let fixture = try StatisticsFixture.load().agreement
        let samples = try ScoredSamples(
            probabilities: fixture.probabilities, labels: fixture.labels, classCount: 4)
        #expect(agree([try #require(AUROC.weighted(of: samples))], [fixture.weightedAuroc]))
    }
}
