/// When training ends because it no longer helps, judged on the tuning part after every epoch.
public struct EarlyStopping: Hashable, Sendable {
    /// How many epochs in a row may pass without a better metric.
    public var patience = 10

    /// The metric that decides, here and for the choice of the best checkpoint.
    public var metric = TuningMetric.loss

    public init(patience: Int = 10, metric: TuningMetric = .loss) {
        self.patience = patience
        self.metric = metric
    }
}

extension EarlyStopping {
    /// Whether training ends after the epochs so far.
    public func ends(after history: [HistoryRow]) -> Bool {
        guard let best = metric.bestEpoch(of: history), let last = history.last else { return false }
        return last.epoch - best >= patience
    }
}

extension EarlyStopping: Codable {
    enum CodingKeys: String, CodingKey {
        case patience, metric
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.patience, into: &patience, .atLeast(1))
        try container.read(.metric, into: &metric)
    }
}
