import Saliency

extension SaliencyRecord {
    /// What each clinical column, and the scan beside them, added to the logit.
    public struct Clinical: Codable, Hashable, Sendable {
        /// A column that the model reads.
        public struct Column: Codable, Hashable, Sendable {
            public var name: String
            /// The number that was used; absent where it is missing.
            public var value: Double?
            public var contribution: Double
        }

        public var columns: [Column]
        /// What the scan added.
        public var scan: Double
        public var baselineLogit: Double
        /// What the contributions are measured from.
        public var baseline: String
        /// The random orders that were averaged; absent where all were.
        public var orders: Int?

        enum CodingKeys: String, CodingKey {
            case columns, scan, baseline, orders
            case baselineLogit = "baseline_logit"
        }

        init(
            _ contributions: ClinicalContributions, names: [String], values: [Double?], baseline: String
        ) {
            columns = names.indices.map { place in
                Column(
                    name: names[place], value: place < values.count ? values[place] : nil,
                    contribution: contributions.columns[place])
            }
            scan = contributions.scan
            baselineLogit = contributions.baselineLogit
            orders = contributions.orders
            self.baseline = baseline
        }
    }
}
