import Testing

@testable import Training

@Suite struct EarlyStoppingTests {
    private func history(losses: [Double], aurocs: [Double?] = []) -> [HistoryRow] {
        losses.indices.map {
            HistoryRow(
                epoch: $0 + 1, learningRate: 1, trainLoss: 1, tuningLoss: losses[$0],
                tuningAUROC: aurocs.indices.contains($0) ? aurocs[$0] : nil)
        }
    }

    @Test func endsWhenPatienceIsUsedUp() {
        let rule = EarlyStopping(patience: 2)
        #expect(!rule.ends(after: []))
        #expect(!rule.ends(after: history(losses: [1, 0.5, 0.6])))
        #expect(rule.ends(after: history(losses: [1, 0.5, 0.6, 0.5])))
        #expect(!rule.ends(after: history(losses: [1, 0.5, 0.6, 0.4])))
    }

    @Test func ofEquallyGoodEpochsTheFirstIsBest() {
        #expect(TuningMetric.loss.bestEpoch(of: history(losses: [1, 0.5, 0.5])) == 2)
        #expect(TuningMetric.auroc.bestEpoch(of: history(losses: [3, 2, 1], aurocs: [0.7, 0.9, 0.9])) == 2)
    }

    @Test func epochsWithoutAFigureDoNotCount() {
        #expect(TuningMetric.auroc.bestEpoch(of: history(losses: [3, 2, 1], aurocs: [nil, 0.4, nil])) == 2)
        #expect(TuningMetric.auroc.bestEpoch(of: history(losses: [3, 2])) == nil)
    }
}
