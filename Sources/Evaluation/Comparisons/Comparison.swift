/// The outcome of a statistical test of a difference.
public struct Comparison: Hashable, Codable, Sendable {
    /// The first minus the second.
    public var difference: Double

    /// The interval of the difference.
    public var low: Double
    public var high: Double

    /// The two-sided p of no difference.
    public var p: Double

    public init(difference: Double, interval: Interval, p: Double) {
        self.difference = difference
        low = interval.low
        high = interval.high
        self.p = p
    }
}
