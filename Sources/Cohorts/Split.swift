import Names
import RunFolders

/// Which part each sample belongs to.
public struct Split: Hashable, Sendable {
    /// The part of each sample by its id; samples that the description omits are not there.
    public var parts: [String: Part]

    /// The ids of samples that would carry a group of equal scans into a second part, and so stand in none.
    public var leftOut: Set<String> = []

    /// What `split.csv` says in the place of their part or fold.
    public static let leftOutWord = "left out"

    public init(parts: [String: Part]) {
        self.parts = parts
    }

    /// The samples of one part, in the cohort's order.
    public func samples(of cohort: Cohort, in part: Part) -> [Sample] {
        cohort.samples.filter { parts[$0.id] == part }
    }

    /// Parts the samples as `description` says, then cuts the tuning part off the training part.
    ///
    /// The same cohort and description give the same parts on every machine.
    ///
    /// - Throws: `CohortError.unknownPart`, `.unknownColumn`, `.invalidSplit`, `.emptyPart`, `.tooFewPatients` or
    ///   `.noTuningCut`; there is no silent fallback.
    public static func make(_ cohort: Cohort, _ description: SplitDescription) throws(CohortError) -> Split {
        if let problem = description.problem {
            throw .invalidSplit(key: problem.key.rawValue, allowed: problem.allowed)
        }
        var split: Split
        switch description.rule {
        case .column(let column, let values, let omit):
            split = try byColumn(cohort, column, values: values, omit: omit)
        case .holdOut(let share):
            split = Split(parts: [:])
            for sample in cohort.samples {
                split.parts[sample.id] = position(of: sample.patient) < share ? .validation : .train
            }
        case .folds(let count, let fold):
            let folds = try GroupedFolds.assign(cohort, count: count, seed: description.seed)
            split = Split(parts: folds.mapValues { $0 == fold ? .validation : .train })
        }
        try split.refuseEmptyParts(of: description)
        if description.tuning > 0, !split.parts.values.contains(.tuning) {
            let cut = try TuningCut.ids(
                of: split.samples(of: cohort, in: .train), classes: cohort.classes, share: description.tuning,
                seed: description.seed)
            for id in cut { split.parts[id] = .tuning }
        }
        return split
    }

    /// Where a patient stands between 0 and 1, evenly distributed and the same for ever.
    static func position(of patient: String) -> Double {
        Double(SHA256.digest(of: patient.utf8).leadingBits >> 11) * 0x1p-53
    }

    private static func byColumn(
        _ cohort: Cohort, _ column: String, values: [Part: NameList], omit: NameList
    ) throws(CohortError) -> Split {
        var meanings: [String: Part?] = [:]
        for (part, list) in values { for name in list.names { meanings[name] = .some(part) } }
        for name in omit.names { meanings[name] = .some(nil) }
        var parts: [String: Part] = [:]
        for sample in cohort.samples {
            guard let value = sample.attributes[column] else {
                let known = sample.attributes.keys.sorted()
                throw .unknownColumn(
                    column, in: TextPosition(file: cohort.origin, line: 1, column: 1),
                    nearest: NearestName.to(column, among: known), known: known)
            }
            let meaning = meanings[value] ?? (values.isEmpty ? PartNames.part(named: value).map(Optional.some) : nil)
            guard let meaning else {
                let place = sample.line.map { TextPosition(file: cohort.origin, line: $0, column: 1) }
                throw .unknownPart(
                    .init(value, at: place), column: column,
                    samples: cohort.samples.count { $0.attributes[column] == value })
            }
            parts[sample.id] = meaning
        }
        return Split(parts: parts)
    }

    private func refuseEmptyParts(of description: SplitDescription) throws(CohortError) {
        let present = Set(parts.values)
        let reason =
            switch description.rule {
            case .column(let column, _, _): "no sample of column “\(column)” has a value that means it"
            case .holdOut(let share):
                "holding out \(share) of so few patients leaves none; choose another share, or folds"
            case .folds: "there are too few patients"
            }
        for part in [Part.train, .validation] where !present.contains(part) { throw .emptyPart(part, reason: reason) }
    }
}
