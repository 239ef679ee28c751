import Cohorts
import RunFolders
import SystemPackage
import Training

/// The histories and times of an arm's units, as their folders hold them.
public struct ArmHistory: Sendable {
    /// One list of rows for each finished unit.
    public var histories: [[HistoryRow]] = []
    /// The mean of the seconds of an epoch, training and tuning, over all epochs; nil where no time was kept.
    public var secondsPerEpoch: Double?
    /// The most memory that the process of one of the units has held at once, in MiB.
    public var peakMebibytes: Double?

    /// - Throws: `StudyError.damagedUnit`.
    public init(of units: [StudyUnit], in folder: RunFolder) throws {
        var seconds: [Double] = []
        for unit in units {
            let files = try folder.unit(unit)
            guard files.isFinished else { continue }
            histories.append(try Self.rows(files.history))
            for row in try Self.table(files.timing, delimiter: "\t") {
                guard let train = Double(row["train_seconds"] ?? ""), let peak = Double(row["peak_mib"] ?? "") else {
                    continue
                }
                seconds.append(train + (Double(row["tuning_seconds"] ?? "") ?? 0))
                peakMebibytes = max(peakMebibytes ?? 0, peak)
            }
        }
        secondsPerEpoch = seconds.isEmpty ? nil : seconds.reduce(0, +) / Double(seconds.count)
    }

    /// What the tuning parts say of the arm: the mean over the units of the figure of the epoch that was kept, turned so
    /// that more is better; nil where a unit has none.
    public func tuningScore(_ metric: TuningMetric, settings: TrainingSettings) -> Double? {
        let scores = histories.map { history -> Double? in
            let best = (settings.earlyStopping?.metric ?? .loss).bestEpoch(of: history)
            let epoch = settings.keep == .last ? history.last?.epoch : best
            guard let row = history.first(where: { $0.epoch == epoch }) else { return nil }
            return metric == .auroc ? row.tuningAUROC : row.tuningLoss.map { -$0 }
        }
        let known = scores.compactMap { $0 }.filter(\.isFinite)
        return known.isEmpty || known.count < scores.count ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// The rows of `history.csv`.
    private static func rows(_ path: FilePath) throws -> [HistoryRow] {
        try table(path, delimiter: ",").compactMap { row in
            guard let epoch = Int(row["epoch"] ?? ""), let rate = Double(row["learning_rate"] ?? ""),
                let loss = Double(row["train_loss"] ?? "")
            else { return nil }
            return HistoryRow(
                epoch: epoch, learningRate: rate, trainLoss: loss, tuningLoss: Double(row["tuning_loss"] ?? ""),
                tuningAccuracy: Double(row["tuning_accuracy"] ?? ""), tuningAUROC: Double(row["tuning_auroc"] ?? ""))
        }
    }

    /// The rows of a table of plain cells by their columns; none where there is no file.
    private static func table(_ path: FilePath, delimiter: Character) throws -> [[String: String]] {
        guard let bytes = try? WholeFile.bytes(at: path) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let columns = lines.first?.split(separator: delimiter).map(String.init) ?? []
        return lines.dropFirst().map { line in
            let cells = line.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(columns, cells)) { first, _ in first }
        }
    }
}

extension ArmHistory {
    /// The loss of each epoch, the mean over the units that came so far: of the tuning parts, else of the training.
    public var meanLoss: [Double] {
        let longest = histories.map(\.count).max() ?? 0
        return (0..<longest).map { epoch in
            let losses = histories.compactMap { history in
                history.indices.contains(epoch) ? history[epoch].tuningLoss ?? history[epoch].trainLoss : nil
            }
            return losses.reduce(0, +) / Double(max(losses.count, 1))
        }
    }
}
