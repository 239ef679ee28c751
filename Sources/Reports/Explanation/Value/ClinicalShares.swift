/// What each clinical column, and the scan beside them, added to the target's logit.
public struct ClinicalShares: Codable, Sendable, Hashable {
    /// A column and what it added.
    public struct Item: Codable, Sendable, Hashable {
        /// The column's name.
        public var name: String
        /// Nil where the value is missing.
        public var value: Double?
        /// In units of the logit.
        public var contribution: Double

        public init(name: String, value: Double?, contribution: Double) {
            (self.name, self.value, self.contribution) = (name, value, contribution)
        }
    }

    /// In the model's order.
    public var columns: [Item]
    /// What the scan added.
    public var scan: Double
    /// What the columns and the scan are compared with, as part of a sentence.
    public var baseline: String
    public var baselineLogit: Double
    /// How many random orders were averaged; nil where all were.
    public var orders: Int?

    public init(columns: [Item], scan: Double, baseline: String, baselineLogit: Double, orders: Int?) {
        (self.columns, self.scan, self.orders) = (columns, scan, orders)
        (self.baseline, self.baselineLogit) = (baseline, baselineLogit)
    }
}
