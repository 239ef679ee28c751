extension ScanExplanation {
    /// What the model said about the scan.
    public struct Answer: Codable, Sendable, Hashable {
        public enum Status: Codable, Sendable, Hashable {
            case ok
            /// The model gave no class; the reason as a sentence.
            case abstained(reason: String)
        }

        /// The decided class, or the decided findings joined by `+`; where the model abstained, the most probable class.
        public var className: String
        /// Every class with its probability, in the model's order.
        public var classes: [ClassProbability]
        /// The interval of the decided class's probability, such as over the members of an ensemble, and what it is;
        /// nil where there is none.
        public var interval: Interval?
        /// How probabilities were calibrated, as text; nil where they are the network's own.
        public var calibration: String?
        public var operatingPoint: OperatingPoint?
        public var status: Status
        /// The findings that are decided on, where they do not exclude each other; nil where classes do.
        public var findings: [String]?

        public init(
            className: String, classes: [ClassProbability], interval: Interval? = nil, calibration: String? = nil,
            operatingPoint: OperatingPoint? = nil, status: Status = .ok, findings: [String]? = nil
        ) {
            (self.className, self.classes, self.interval) = (className, classes, interval)
            (self.calibration, self.operatingPoint, self.status) = (calibration, operatingPoint, status)
            self.findings = findings
        }

        /// The probability of the decided class; nil where it is none of the classes.
        public var probability: Double? { classes.first { $0.name == className }?.probability }

        /// Whether `name` is what was decided on, or one of it.
        func decides(on name: String) -> Bool { findings?.contains(name) ?? (name == className) }
    }

    /// A class and its probability.
    public struct ClassProbability: Codable, Sendable, Hashable {
        public var name: String
        public var probability: Double

        public init(_ name: String, _ probability: Double) {
            (self.name, self.probability) = (name, probability)
        }
    }

    /// From where to where a probability may lie.
    public struct Interval: Codable, Sendable, Hashable {
        public var low, high: Double
        /// What it is, as in “range of 5 models”.
        public var meaning: String

        public init(low: Double, high: Double, meaning: String) {
            (self.low, self.high, self.meaning) = (low, high, meaning)
        }
    }

    /// The threshold that turns a probability into a class.
    public struct OperatingPoint: Codable, Sendable, Hashable {
        /// The class that the threshold decides for.
        public var positiveClass: String
        public var threshold: Double
        /// The rule that chose it, as in “sensitivity of at least 0.95”.
        public var rule: String
        /// The data that it was chosen on, as in “tuning part of the training cohort, 120 scans”.
        public var source: String

        public init(positiveClass: String, threshold: Double, rule: String, source: String) {
            (self.positiveClass, self.threshold) = (positiveClass, threshold)
            (self.rule, self.source) = (rule, source)
        }
    }
}
