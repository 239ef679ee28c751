import Testing

@testable import Training

@Suite struct HistoryRowTests {
    @Test func leavesCellsEmptyWithoutATuningPart() {
        let rows = [
            HistoryRow(epoch: 1, learningRate: 0.001, trainLoss: 0.7),
            HistoryRow(
                epoch: 2, learningRate: 0.001, trainLoss: 0.6, tuningLoss: 0.65, tuningAccuracy: 0.75, tuningAUROC: 0.8),
        ]
        #expect(
            HistoryRow.table(rows) == """
                epoch,learning_rate,train_loss,tuning_loss,tuning_accuracy,tuning_auroc
                1,0.001,0.7,,,
                2,0.001,0.6,0.65,0.75,0.8

                """)
    }
}
