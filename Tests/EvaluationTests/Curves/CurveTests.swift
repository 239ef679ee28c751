import Testing

@testable import Evaluation

@Suite struct CurveTests {
    @Test(arguments: try StatisticsFixture.load().curves.map(\.name).enumerated().map(\.offset))
    func agreeWithScikitLearn(index: Int) throws {
        let fixture = try StatisticsFixture.load().curves[index]
        let scores = try fixture.binary

        let roc = try ROCCurve(scores)
        #expect(agree([roc.area], [fixture.auroc]))
        // Every point of scikit-learn's full curve lies on this one; on a vertical step its top is taken.
        for (offset, rate) in fixture.fpr.enumerated()
        where offset + 1 == fixture.fpr.count || fixture.fpr[offset + 1] > rate {
            #expect(agree([roc.sensitivity(atFalsePositiveRate: rate)], [fixture.tpr[offset]]))
        }
        for point in roc.points {
            #expect(
                zip(fixture.fpr, fixture.tpr).contains {
                    agree([$0, $1], [point.falsePositiveRate, point.sensitivity])
                })
        }

        let precision = try PrecisionRecallCurve(scores)
        #expect(agree(precision.points.map(\.precision), fixture.precision))
        #expect(agree(precision.points.map(\.recall), fixture.recall))
        #expect(precision.points.dropFirst().map(\.threshold) == fixture.thresholds)

        for (binning, bins) in [(ReliabilityCurve.Binning.equalWidth, fixture.width), (.equalMass, fixture.mass)] {
            let reliability = try ReliabilityCurve(scores, binning: binning, bins: 7)
            #expect(agree(reliability.bins.map(\.observed), bins.observed), "\(binning)")
            #expect(agree(reliability.bins.map(\.stated), bins.stated), "\(binning)")
            #expect(reliability.bins.allSatisfy { $0.low <= $0.observed && $0.observed <= $0.high })
        }

        let decision = try DecisionCurve(scores)
        #expect(agree(decision.points.map(\.netBenefit), fixture.netBenefit))
        let prevalence = Double(scores.positiveCount) / Double(scores.count)
        #expect(agree([decision.points[19].treatAll], [prevalence - (1 - prevalence) / 4]))

        let risk = try RiskCoverageCurve(confidences: scores.scores, correct: scores.positives)
        #expect(agree([risk.area], [fixture.riskArea]))
    }

    @Test func needBothClasses() throws {
        let positives = try BinaryScores(scores: [0.1, 0.4], positives: [true, true])
        let negatives = try BinaryScores(scores: [0.1, 0.4], positives: [false, false])
        #expect(throws: EvaluationError.oneClassOnly(figure: "a ROC curve", positives: 2, negatives: 0)) {
            try ROCCurve(positives)
        }
        #expect(throws: EvaluationError.self) { try PrecisionRecallCurve(negatives) }
        #expect(throws: EvaluationError.self) { try ReliabilityCurve(negatives, bins: 0) }
        #expect(throws: EvaluationError.self) { try DecisionCurve(positives, thresholds: [1]) }
        #expect(throws: EvaluationError.self) { try BinaryScores(scores: [.infinity], positives: [true]) }
        #expect(throws: EvaluationError.self) { try BinaryScores(scores: [1], positives: []) }
    }

    @Test func doNotDependOnTheOrderOfSamples() throws {
        let scores = try StatisticsFixture.load().curves[1].binary
        let reversed = try BinaryScores(scores: scores.scores.reversed(), positives: scores.positives.reversed())
        #expect(try ROCCurve(scores) == ROCCurve(reversed))
        #expect(try PrecisionRecallCurve(scores) == PrecisionRecallCurve(reversed))
        #expect(try DecisionCurve(scores) == DecisionCurve(reversed))
    }

    @Test func ofConstantScoresIsTheDiagonal() throws {
        let roc = try ROCCurve(BinaryScores(scores: [0.5, 0.5, 0.5], positives: [true, false, false]))
        #expect(roc.points.count == 2 && roc.area == 0.5)
        #expect(roc.sensitivity(atFalsePositiveRate: 0.3) == 0.3)
    }
}
