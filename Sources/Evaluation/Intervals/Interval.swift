/// The two ends of an interval.
public struct Interval: Hashable, Codable, Sendable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The central interval that covers `level` of the sorted values.
    init(of sorted: [Double], level: Double) {
        low = Quantile.value(of: sorted, at: (1 - level) / 2)
        high = Quantile.value(of: sorted, at: (1 + level) / 2)
    }
}
