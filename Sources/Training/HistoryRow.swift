import RunFolders

/// What one epoch reached: a row of `history.csv`. Seconds stand in `timing.tsv`, so that equal runs have equal histories.
public struct HistoryRow: Hashable, Codable, Sendable {
    /// The number of the epoch, from 1.
    public var epoch: Int

    /// The learning rate that the epoch was trained with.
    public var learningRate: Double

    /// The mean of the steps' losses, with class weights, label smoothing and mixed samples.
    public var trainLoss: Double

    /// The loss of the tuning part (that of the settings; cross-entropies in nats), without class weights and label smoothing;
    /// nil without a tuning part.
    public var tuningLoss: Double?

    /// The share of the tuning part that is classified rightly.
    public var tuningAccuracy: Double?

    /// The tuning part's AUROC; nil also where only one class occurs in it.
    public var tuningAUROC: Double?

    public init(
        epoch: Int, learningRate: Double, trainLoss: Double, tuningLoss: Double? = nil, tuningAccuracy: Double? = nil,
        tuningAUROC: Double? = nil
    ) {
        self.epoch = epoch
        self.learningRate = learningRate
        self.trainLoss = trainLoss
        self.tuningLoss = tuningLoss
        self.tuningAccuracy = tuningAccuracy
        self.tuningAUROC = tuningAUROC
    }
}

extension HistoryRow {
    /// The header of `history.csv`.
    public static let columns = [
        "epoch", "learning_rate", "train_loss", "tuning_loss", "tuning_accuracy", "tuning_auroc",
    ]

    /// The row's cells, empty where there is no figure.
    public var cells: [String] {
        [String(epoch), String(learningRate), String(trainLoss)]
            + [tuningLoss, tuningAccuracy, tuningAUROC].map { $0.map { String($0) } ?? "" }
    }

    /// The whole of `history.csv`.
    static func table(_ rows: [HistoryRow]) -> String {
        CSVWriter.row(columns) + rows.map { CSVWriter.row($0.cells) }.joined()
    }
}
