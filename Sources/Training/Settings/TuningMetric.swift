/// The figure of the tuning part by which epochs are compared.
public enum TuningMetric: String, CaseIterable, Hashable, Codable, Sendable {
    /// The training's own loss without class weights and label smoothing; less is better.
    case loss

    /// Area under the ROC curve, for several classes the macro mean; more is better.
    case auroc
}

extension TuningMetric {
    /// The figure of one epoch, turned so that more is better; nil where the epoch has none.
    func score(of row: HistoryRow) -> Double? {
        switch self {
        case .loss: row.tuningLoss.map { -$0 }
        case .auroc: row.tuningAUROC
        }
    }

    /// The epoch with the best figure, of equally good ones the first; nil where no epoch has one.
    public func bestEpoch(of history: [HistoryRow]) -> Int? {
        var best: (epoch: Int, score: Double)?
        for row in history {
            guard let score = score(of: row) else { continue }
            if let best, score <= best.score { continue }
            best = (row.epoch, score)
        }
        return best?.epoch
    }
}
