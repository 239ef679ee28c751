import Cohorts
import Evaluation

/// How a pipeline is validated: its `validation:` block.
public struct ValidationSettings: Hashable, Sendable {
    /// Which training seeds each fold is trained with.
    public enum Seeds: Hashable, Sendable {
        /// The training's seed and those that follow it, so many.
        case count(Int)
        /// These.
        case list([UInt64])
    }

    /// Samples that are kept out of the folds.
    public enum TestPart: Hashable, Sendable {
        /// Those with these values in a column of the manifest.
        case column(String, values: NameList)
        /// About this share of each class, whole patients.
        case holdOut(Double)
    }

    /// Folds inside of the folds.
    public struct Nested: Hashable, Sendable {
        /// How many folds the training part of each fold is folded into.
        public var folds: Int

        public init(folds: Int) { self.folds = folds }
    }

    /// How the cohort becomes folds.
    public var folds = FoldDescription()

    /// The samples that are kept out of the folds and judged once by the ensemble; nil folds all samples.
    public var test: TestPart?

    /// Whether the training part of each fold is cross-validated itself; nil does not.
    public var nested: Nested?

    /// How often the patients are dealt out anew and every fold is trained again.
    public var repeats = 1

    public var seeds = Seeds.count(1)

    /// How outputs become probabilities, fitted on each fold's tuning part.
    public var calibration = Calibration.Method.none

    /// How the threshold of a two-class decision is chosen on each fold's tuning part; nil takes the most probable class.
    public var operatingPoint: OperatingRule?

    /// When a model answers no class, fitted on each fold's tuning part; nil always answers.
    public var abstain: AbstentionRule?

    /// The share of the positive class in the population that the model is for; nil takes that of the cohort.
    public var prevalence: Double?

    /// The columns whose values are judged by themselves.
    public var subgroups: [SubgroupColumn] = []

    /// How the scores of a patient's scans become one, for figures per patient; nil gives none.
    public var aggregate: PatientScore?

    /// How often the whole validation is repeated with the labels shuffled among the patients.
    public var permutations = 0

    public init() {}

    /// The seeds of the trainings, where the pipeline's own is `first`.
    public func seeds(from first: UInt64) -> [UInt64] {
        switch seeds {
        case .count(let count): (0..<count).map { first &+ UInt64($0) }
        case .list(let list): list
        }
    }
}

extension ValidationSettings: Codable {
    enum CodingKeys: String, CodingKey {
        case folds, column, deal, stratify, by, test, nested, repeats, seeds, calibration, operatingPoint, aggregate
        case permutations, abstain, prevalence, subgroups
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys, default standard: Int, atLeast bound: Int) throws -> Int {
            let number = try container.decodeIfPresent(Int.self, forKey: key) ?? standard
            guard (bound...Self.limit).contains(number) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container,
                    debugDescription: "\(key.rawValue) is \(number) but must be \(bound) to \(Self.limit)")
            }
            return number
        }
        if let column = try container.decodeIfPresent(String.self, forKey: .column) {
            guard !container.contains(.folds) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .folds, in: container,
                    debugDescription:
                        "column “\(column)” says the folds already; a validation has only one of folds and column")
            }
            folds.rule = .column(column)
        } else {
            folds.rule = .count(try number(.folds, default: 5, atLeast: 2))
        }
        folds.deal = try container.decodeIfPresent(FoldDescription.Dealt.self, forKey: .deal) ?? folds.deal
        folds.stratify = try container.decodeIfPresent(Bool.self, forKey: .stratify) ?? folds.stratify
        folds.by = try container.decodeIfPresent(NameList.self, forKey: .by) ?? folds.by
        test = try container.decodeIfPresent(TestPart.self, forKey: .test)
        nested = try container.decodeIfPresent(Nested.self, forKey: .nested)
        repeats = try number(.repeats, default: 1, atLeast: 1)
        permutations = try number(.permutations, default: 0, atLeast: 0)
        seeds = try container.decodeIfPresent(Seeds.self, forKey: .seeds) ?? seeds
        calibration = try container.decodeIfPresent(Calibration.Method.self, forKey: .calibration) ?? calibration
        operatingPoint = try container.decodeIfPresent(OperatingRule.self, forKey: .operatingPoint)
        abstain = try container.decodeIfPresent(AbstentionRule.self, forKey: .abstain)
        prevalence = try container.decodeIfPresent(Double.self, forKey: .prevalence)
        if let prevalence, !(prevalence > 0 && prevalence < 1) {
            throw DecodingError.dataCorruptedError(
                forKey: .prevalence, in: container,
                debugDescription: "prevalence is \(prevalence) but must lie between 0 and 1, both left out")
        }
        subgroups = try container.decodeIfPresent([SubgroupColumn].self, forKey: .subgroups) ?? subgroups
        aggregate = try container.decodeIfPresent(PatientScore.self, forKey: .aggregate)
    }

    /// The most folds, repeats, seeds or permutations, and the most trainings that they make in all.
    static let limit = 10_000

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch folds.rule {
        case .count(let count): try container.encode(count, forKey: .folds)
        case .column(let column): try container.encode(column, forKey: .column)
        }
        if folds.deal != .patients { try container.encode(folds.deal, forKey: .deal) }
        try container.encode(folds.stratify, forKey: .stratify)
        if !folds.by.names.isEmpty { try container.encode(folds.by, forKey: .by) }
        try container.encodeIfPresent(test, forKey: .test)
        try container.encodeIfPresent(nested, forKey: .nested)
        try container.encode(repeats, forKey: .repeats)
        try container.encode(seeds, forKey: .seeds)
        try container.encode(calibration, forKey: .calibration)
        try container.encodeIfPresent(operatingPoint, forKey: .operatingPoint)
        try container.encodeIfPresent(abstain, forKey: .abstain)
        try container.encodeIfPresent(prevalence, forKey: .prevalence)
        if !subgroups.isEmpty { try container.encode(subgroups, forKey: .subgroups) }
        try container.encodeIfPresent(aggregate, forKey: .aggregate)
        try container.encode(permutations, forKey: .permutations)
    }
}

extension ValidationSettings.TestPart: Codable {
    private enum CodingKeys: CodingKey {
        case column, values, holdOut
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let share = try container.decodeIfPresent(Double.self, forKey: .holdOut) else {
            self = .column(
                try container.decode(String.self, forKey: .column),
                values: try container.decode(NameList.self, forKey: .values))
            return
        }
        guard share > 0, share < 1 else {
            throw DecodingError.dataCorruptedError(
                forKey: .holdOut, in: container,
                debugDescription: "holdOut is \(share) but must lie between 0 and 1, both left out")
        }
        self = .holdOut(share)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .column(let column, let values):
            try container.encode(column, forKey: .column)
            try container.encode(values, forKey: .values)
        case .holdOut(let share): try container.encode(share, forKey: .holdOut)
        }
    }
}

extension ValidationSettings.Nested: Codable {
    private enum CodingKeys: CodingKey {
        case folds
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        folds = try container.decode(Int.self, forKey: .folds)
        guard (2...ValidationSettings.limit).contains(folds) else {
            throw DecodingError.dataCorruptedError(
                forKey: .folds, in: container,
                debugDescription: "folds is \(folds) but must be 2 to \(ValidationSettings.limit)")
        }
    }
}

extension ValidationSettings.Seeds: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Int.self) {
            self = .count(count)
        } else {
            self = .list(try container.decode([UInt64].self))
        }
        guard isUsable else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "seeds must be how many, 1 or more, or a list of different numbers")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .count(let count): try container.encode(count)
        case .list(let list): try container.encode(list)
        }
    }

    private var isUsable: Bool {
        switch self {
        case .count(let count): (1...ValidationSettings.limit).contains(count)
        case .list(let list): !list.isEmpty && Set(list).count == list.count
        }
    }
}
