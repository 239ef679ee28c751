import Evaluation

/// What an ablation has come to: the contents of `ablation.json`, from which its tables and its page are made.
public struct AblationResult: Codable, Sendable {
    /// What the pipeline says that it is about.
    public var description: String?
    public var scans: Int
    public var patients: Int
    /// How many trainings each arm has: folds × repeats × seeds.
    public var units: Int
    public var folds: Int
    public var seeds: Int
    public var classes: Int
    /// The leaks that were accepted, by kind; nil without any.
    public var leaksAccepted: [String: Int]?
    /// The figures that are compared, the one of plots and words first.
    public var metrics: [Metric]
    /// The baseline first.
    public var arms: [Arm]
    /// What a chain chose, step by step; nil in other designs.
    public var chain: [Step]?

    /// One arm of the ablation.
    public struct Arm: Codable, Sendable {
        public var name: String
        /// What it changes, in words.
        public var changes: String
        /// The ready-made control that it is.
        public var control: String?
        /// The arm whose trainings it shares because their pipelines are equal.
        public var sameAs: String?
        /// Why there are no figures.
        public var problem: String?
        public var parameters: Int?
        public var multiplyAdds: Int?
        /// A row for each metric; empty where the arm failed.
        public var rows: [Row] = []
        /// The loss of each epoch, the mean over the units that came so far: of the tuning parts, else of the training.
        public var curve: [Double] = []

        public init(
            name: String, changes: String, control: String? = nil, sameAs: String? = nil, problem: String? = nil
        ) {
            (self.name, self.changes, self.control, self.sameAs) = (name, changes, control, sameAs)
            self.problem = problem
        }

        private enum CodingKeys: String, CodingKey {
            case name, changes, control, problem, parameters, rows, curve
            case sameAs = "same_as"
            case multiplyAdds = "multiply_adds"
        }
    }

    /// One figure of one arm.
    public struct Row: Codable, Sendable {
        public var metric: Metric
        public var estimate: Estimate
        /// How it compares with the baseline; nil for the baseline itself and what shares its trainings.
        public var comparison: ArmComparison?
        /// p after Holm's correction over the arms that were tested.
        public var holmP: Double?

        public init(metric: Metric, estimate: Estimate, comparison: ArmComparison?) {
            (self.metric, self.estimate, self.comparison) = (metric, estimate, comparison)
        }

        private enum CodingKeys: String, CodingKey {
            case metric, estimate, comparison
            case holmP = "p_holm"
        }
    }

    /// One step of a chain.
    public struct Step: Codable, Sendable {
        public var factor: String
        /// What the tuning parts said of each arm that competed, more being better; nil where it failed.
        public var scores: [String: Double?]
        /// The arm that was kept.
        public var kept: String

        public init(factor: String, scores: [String: Double?], kept: String) {
            (self.factor, self.scores, self.kept) = (factor, scores, kept)
        }
    }

    public init(
        description: String?, scans: Int, patients: Int, units: Int, folds: Int, seeds: Int, classes: Int,
        leaksAccepted: [String: Int]?, metrics: [Metric], arms: [Arm], chain: [Step]?
    ) {
        self.description = description
        (self.scans, self.patients, self.units, self.folds, self.seeds) = (scans, patients, units, folds, seeds)
        (self.classes, self.leaksAccepted) = (classes, leaksAccepted)
        (self.metrics, self.arms, self.chain) = (metrics, arms, chain)
        correct()
    }

    private enum CodingKeys: String, CodingKey {
        case description, scans, patients, units, folds, seeds, classes, metrics, arms, chain
        case leaksAccepted = "leaks_accepted"
    }

    /// Fills in Holm's correction, metric by metric, over the arms that have trainings of their own.
    private mutating func correct() {
        for metric in metrics.indices {
            let tested = arms.indices.filter { arm in
                arms[arm].sameAs == nil && arms[arm].rows.indices.contains(metric)
                    && arms[arm].rows[metric].comparison?.p != nil
            }
            let p = tested.compactMap { arms[$0].rows[metric].comparison?.p }
            guard let adjusted = try? Holm.adjusted(p) else { continue }
            for (arm, value) in zip(tested, adjusted) { arms[arm].rows[metric].holmP = value }
        }
    }
}

/// The seconds and memory of each arm by its name: the contents of `timing-arms.tsv`, outside the promise of equal bytes.
public struct ArmTimes: Sendable {
    public struct Times: Sendable {
        public var secondsPerEpoch: Double?
        /// One forward pass of one prepared scan.
        public var inferenceSeconds: Double?
        public var peakMebibytes: Double?

        public init(secondsPerEpoch: Double?, inferenceSeconds: Double?, peakMebibytes: Double?) {
            self.secondsPerEpoch = secondsPerEpoch
            self.inferenceSeconds = inferenceSeconds
            self.peakMebibytes = peakMebibytes
        }
    }

    public var arms: [String: Times]

    public init(arms: [String: Times]) { self.arms = arms }

    private static let header = "arm\tseconds_per_epoch\tinference_seconds\tpeak_mib"

    /// The text of the table, arms in alphabetical order.
    public var table: String {
        let cell = { (value: Double?) in value.map { "\($0)" } ?? "" }
        let rows = arms.sorted { $0.key < $1.key }.map { name, times in
            [
                name, cell(times.secondsPerEpoch), cell(times.inferenceSeconds), cell(times.peakMebibytes),
            ].joined(separator: "\t")
        }
        return ([Self.header] + rows).joined(separator: "\n") + "\n"
    }

    /// Reads the text of the table; what is no row of it is passed over.
    public init(table: String) {
        arms = [:]
        for line in table.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == 4 else { continue }
            arms[String(cells[0])] = Times(
                secondsPerEpoch: Double(cells[1]), inferenceSeconds: Double(cells[2]),
                peakMebibytes: Double(cells[3]))
        }
    }
}
