/// How samples are parted: by a column, by holding out patients, or by folds. Parts never tear a patient apart
/// unless a column says so, which the audit reports.
public struct SplitDescription: Hashable, Sendable {
    /// The rule that names the part that is scored.
    public enum Rule: Hashable, Sendable {
        /// A column of the manifest and which of its values mean which part.
        case column(String, values: [Part: NameList], omit: NameList)
        /// The share of patients held out, chosen by a hash of the patient's name that never changes.
        case holdOut(Double)
        /// The fold of several that is held out; grouped by patient and stratified by class.
        case folds(Int, fold: Int)
    }

    public var rule: Rule
    /// The share of the training part that is cut off for early stopping, by patient and stratified; 0 for none.
    /// A column that names a tuning part replaces it.
    public var tuning: Double
    /// Folds and the tuning cut depend on this number alone, not on the training's seed.
    public var seed: UInt64

    public init(_ rule: Rule = .holdOut(0.2), tuning: Double = 0.1, seed: UInt64 = 0) {
        (self.rule, self.tuning, self.seed) = (rule, tuning, seed)
    }

    /// The fold that is held out; nil where there are no folds.
    public var fold: Int? {
        if case .folds(_, let fold) = rule { fold } else { nil }
    }

    /// The key whose value is out of range and what it may be; nil when all is well.
    var problem: (key: CodingKeys, allowed: String)? {
        switch rule {
        case .holdOut(let share) where !(share > 0 && share < 1): (.holdOut, "between 0 and 1")
        case .folds(let count, _) where count < 2: (.folds, "2 or more")
        case .folds(let count, let fold) where !(0..<count).contains(fold): (.fold, "0 to \(count - 1)")
        default: tuning >= 0 && tuning < 1 ? nil : (.tuning, "0 (none) to below 1")
        }
    }
}

extension SplitDescription: Codable {
    enum CodingKeys: String, CodingKey {
        case column, train, validation, test, omit, holdOut, folds, fold, tuning, seed
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func mistake(_ key: CodingKeys, _ text: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: text)
        }
        let column = try container.decodeIfPresent(String.self, forKey: .column)
        let share = try container.decodeIfPresent(Double.self, forKey: .holdOut)
        let folds = try container.decodeIfPresent(Int.self, forKey: .folds)
        seed = try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0
        let hasShare = (try? container.decodeIfPresent(Double.self, forKey: .tuning)) != nil
        let namesTuning = column != nil && !hasShare
        switch (column, share, folds) {
        case (let column?, nil, nil):
            var values: [Part: NameList] = [:]
            values[.train] = try container.decodeIfPresent(NameList.self, forKey: .train)
            values[.validation] = try container.decodeIfPresent(NameList.self, forKey: .validation)
            values[.test] = try container.decodeIfPresent(NameList.self, forKey: .test)
            if namesTuning { values[.tuning] = try container.decodeIfPresent(NameList.self, forKey: .tuning) }
            let omit = try container.decodeIfPresent(NameList.self, forKey: .omit) ?? []
            rule = .column(column, values: values, omit: omit)
        case (nil, let share?, nil): rule = .holdOut(share)
        case (nil, nil, let folds?):
            rule = .folds(folds, fold: try container.decodeIfPresent(Int.self, forKey: .fold) ?? 0)
        case (nil, nil, nil): throw mistake(.column, "a split needs one of column, holdOut and folds")
        default: throw mistake(.column, "a split has only one of column, holdOut and folds")
        }
        tuning = namesTuning ? 0.1 : try container.decodeIfPresent(Double.self, forKey: .tuning) ?? 0.1
        if let problem { throw mistake(problem.key, "\(problem.key.rawValue) must be \(problem.allowed)") }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        var namesTuning = false
        switch rule {
        case .column(let column, let values, let omit):
            try container.encode(column, forKey: .column)
            for (part, key) in [(Part.train, CodingKeys.train), (.validation, .validation), (.test, .test)] {
                try container.encodeIfPresent(values[part], forKey: key)
            }
            try container.encodeIfPresent(values[.tuning], forKey: .tuning)
            namesTuning = values[.tuning] != nil
            if !omit.names.isEmpty { try container.encode(omit, forKey: .omit) }
        case .holdOut(let share): try container.encode(share, forKey: .holdOut)
        case .folds(let folds, let fold):
            try container.encode(folds, forKey: .folds)
            try container.encode(fold, forKey: .fold)
        }
        if !namesTuning { try container.encode(tuning, forKey: .tuning) }
        try container.encode(seed, forKey: .seed)
    }
}
