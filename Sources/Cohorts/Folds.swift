import Names
import Tensors

/// The fold of each sample.
public struct Folds: Hashable, Sendable {
    /// The fold of each sample by its id, from 0.
    public var numbers: [String: Int]
    /// The number of folds.
    public var count: Int

    /// Deals a cohort out into folds; the same cohort, description and seed give the same folds on every machine.
    ///
    /// - Parameter repetition: which of several repetitions; each deals the patients anew, unless a column says the folds.
    /// - Throws: `CohortError.tooFewPatients`, `.tooFewPatientsInAll`, `.tooFewPatientsWith`, `.unknownColumn`,
    ///   `.emptyCell`, `.oneFoldOnly` or `.invalidSplit`.
    public static func make(
        _ cohort: Cohort, _ description: FoldDescription, repetition: Int = 0, seed: UInt64
    ) throws(CohortError) -> Folds {
        switch description.rule {
        case .count(let count):
            let cohort = cohort.dealt(by: description.deal)
            var seed = seed
            if repetition > 0 {
                var generator = RandomGenerator(seed: seed, stream: [0x72_6F75_6E64, UInt64(repetition)])
                seed = generator.next()
            }
            let strata = try Strata(cohort, classes: description.stratify, columns: description.by.names)
            return Folds(
                numbers: try GroupedFolds.assign(cohort, count: count, seed: seed, strata: strata), count: count)
        case .column(let column):
            let values = try cohort.values(of: column)
            let names = Set(values).sorted { ($0.count, $0) < ($1.count, $1) }
            guard names.count >= 2 else { throw .oneFoldOnly(column: column, value: names.first ?? "") }
            let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
            let pairs = zip(cohort.samples, values).map { ($0.id, places[$1] ?? 0) }
            return Folds(numbers: Dictionary(uniqueKeysWithValues: pairs), count: names.count)
        }
    }

    /// The patients with scans in several folds, in alphabetical order; there are none unless a column says the folds.
    public func tornPatients(of cohort: Cohort) -> [String] {
        Dictionary(grouping: cohort.samples, by: \.patient)
            .filter { Set($0.value.map { numbers[$0.id] }).count > 1 }.keys.sorted()
    }
}

extension Split {
    /// The parts of the training that one fold judges: that fold is the validation part, and of the others a tuning part
    /// is cut off.
    ///
    /// - Throws: `CohortError.noTuningCut`, `.emptyPart`.
    public static func make(
        _ cohort: Cohort, _ folds: Folds, judging fold: Int, tuning share: Double, seed: UInt64
    ) throws(CohortError) -> Split {
        var split = Split(parts: folds.numbers.mapValues { $0 == fold ? .validation : .train })
        for part in [Part.train, .validation] where !split.parts.values.contains(part) {
            throw .emptyPart(part, reason: "fold \(fold) leaves it no sample")
        }
        guard share > 0 else { return split }
        let training = split.samples(of: cohort, in: .train)
        for id in try TuningCut.ids(of: training, classes: cohort.classes, share: share, seed: seed) {
            split.parts[id] = .tuning
        }
        return split
    }
}

extension Cohort {
    /// The value of a column for each sample.
    ///
    /// - Throws: `CohortError.unknownColumn`, or `.emptyCell` with its line.
    public func values(of column: String) throws(CohortError) -> [String] {
        var values: [String] = []
        for (sample, value) in zip(samples, try cells(of: column)) {
            guard let value else { throw .emptyCell(column: column, place(of: sample)) }
            values.append(value)
        }
        return values
    }

    /// The cell of a column for each sample; nil where it is empty.
    ///
    /// - Throws: `CohortError.unknownColumn`.
    public func cells(of column: String) throws(CohortError) -> [String?] {
        var cells: [String?] = []
        for sample in samples {
            guard let value = sample.attributes[column] else {
                let known = sample.attributes.keys.sorted()
                throw .unknownColumn(
                    column, in: TextPosition(file: origin, line: 1, column: 1),
                    nearest: NearestName.to(column, among: known), known: known)
            }
            cells.append(value.isEmpty ? nil : value)
        }
        return cells
    }

    /// The number in a column for each sample; nil where the cell is empty.
    ///
    /// - Throws: `CohortError.unknownColumn`, `.notANumber` with its line.
    public func numbers(of column: String) throws(CohortError) -> [Double?] {
        var numbers: [Double?] = []
        for (sample, cell) in zip(samples, try cells(of: column)) {
            let number = cell.flatMap { Double($0.trimmed) }
            if let cell, !(number?.isFinite ?? false) { throw .notANumber(cell, column: column, place(of: sample)) }
            numbers.append(number)
        }
        return numbers
    }

    private func place(of sample: Sample) -> TextPosition {
        TextPosition(file: origin, line: sample.line ?? 1, column: 1)
    }
}

extension String {
    /// The text without the blanks around it.
    fileprivate var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
