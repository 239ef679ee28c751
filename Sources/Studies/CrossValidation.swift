import Cohorts
import RunFolders

/// A cross-validation: which samples each unit of its plan trains with and judges.
///
/// Everything follows from the cohort and the settings, so that each process that runs a unit comes to the same parts.
public struct CrossValidation: Sendable {
    /// The samples in the folds.
    public let cohort: Cohort
    /// The samples that are kept out of them.
    public let test: [Sample]
    public let settings: ValidationSettings
    public let plan: StudyPlan
    /// What is varied: the validation itself, then its permutation controls.
    let arms: [Arm]
    private let tuning: Double
    private let seed: UInt64

    /// A cohort and its folds, one for each repetition.
    struct Arm {
        var name: String
        var cohort: Cohort
        var folds: [Folds]
    }

    /// - Parameters:
    ///   - tuning: the share of each unit's training part that is cut off.
    ///   - splitSeed: what folds, tuning parts and shuffled labels depend on.
    ///   - trainingSeed: the seed of the first training of each fold.
    /// - Throws: `CohortError` where the folds cannot be made, `StudyError.mixedPatient`, `.noTuningPart` or
    ///   `.operatingPointNeedsTwoClasses`; all of it before anything is trained.
    public init(
        _ cohort: Cohort, _ settings: ValidationSettings, tuning: Double, splitSeed: UInt64, trainingSeed: UInt64
    ) throws {
        let held = try cohort.holdingOut(settings.test)
        let cohort = held.rest
        self.cohort = cohort
        test = held.test
        self.settings = settings
        self.tuning = tuning
        seed = splitSeed
        var arms = [try Arm(StudyUnit.mainArm, cohort, settings, repeats: settings.repeats, seed: splitSeed)]
        for number in 0..<settings.permutations {
            let shuffled = cohort.permutingLabels(seed: splitSeed, number: number)
            arms.append(try Arm("permuted\(number)", shuffled, settings, repeats: 1, seed: splitSeed))
        }
        self.arms = arms
        let seeds = settings.seeds(from: trainingSeed)
        plan = StudyPlan(
            units: arms.enumerated().flatMap { number, arm in
                StudyPlan(
                    folds: arm.folds[0].count, repetitions: arm.folds.count,
                    seeds: number == 0 ? seeds : [seeds[0]], arm: arm.name
                ).units
            })
        try check()
        for unit in plan.units { _ = try parts(of: unit) }
    }

    /// The parts of a unit: the folds other than its own train, less a tuning part.
    public func parts(of unit: StudyUnit) throws -> CohortParts {
        guard let arm = arms.first(where: { $0.name == unit.arm }), arm.folds.indices.contains(unit.repetition) else {
            throw StudyError.badUnitName(unit.name)
        }
        return CohortParts(
            cohort: arm.cohort,
            split: try Split.make(
                arm.cohort, arm.folds[unit.repetition], judging: unit.fold, tuning: tuning, seed: seed))
    }

    /// The text of the run folder's `split.csv`: `sample,patient,fold`, with several repetitions a column for each; a
    /// sample of the test part has `test` in the place of a fold.
    public var splitTable: String {
        let folds = arms[0].folds
        let columns = folds.count == 1 ? ["fold"] : folds.indices.map { "fold_\($0)" }
        let rows = cohort.samples.map { sample in
            [sample.id, sample.patient] + folds.map { $0.numbers[sample.id].map(String.init) ?? "" }
        }
        let kept = test.map { [$0.id, $0.patient] + folds.map { _ in "test" } }
        return ([["sample", "patient"] + columns] + rows + kept).map(CSVWriter.row).joined()
    }

    /// What a person should know although it is no error.
    public var warnings: [String] {
        let tested = Set(test.map(\.patient)).intersection(cohort.samples.map(\.patient))
        return [
            (arms[0].folds[0].tornPatients(of: cohort), "more than one fold"),
            (tested.sorted(), "the test part and in the folds"),
        ].compactMap { torn, places in
            torn.first.map {
                "\(torn.count) patients have scans in \(places) (first: \($0)); "
                    + "what is judged is then not independent of what was learnt"
            }
        }
    }

    private func check() throws(StudyError) {
        if settings.operatingPoint != nil, cohort.positiveClass == nil {
            throw .operatingPointNeedsTwoClasses(cohort.classes.count)
        }
        if tuning == 0 {
            if settings.calibration != .none { throw .noTuningPart(what: "validation.calibration") }
            if settings.operatingPoint != nil { throw .noTuningPart(what: "validation.operatingPoint") }
        }
        guard settings.aggregate != nil else { return }
        var labels: [String: Int] = [:]
        for sample in cohort.samples {
            let label = labels[sample.patient, default: sample.label]
            guard label == sample.label else {
                throw .mixedPatient(
                    sample.patient, first: cohort.classes[label], second: cohort.classes[sample.label])
            }
            labels[sample.patient] = label
        }
    }
}

extension Cohort {
    /// The cohort without its test part, and that.
    ///
    /// - Throws: `CohortError.unknownColumn`, `.emptyCell`, `.unknownValue`.
    fileprivate func holdingOut(
        _ part: ValidationSettings.TestPart?
    ) throws(CohortError) -> (rest: Cohort, test: [Sample]) {
        guard let part else { return (self, []) }
        let values = try values(of: part.column)
        for name in part.values.names where !values.contains(name) {
            throw .unknownValue(name, column: part.column, file: origin, known: Set(values).sorted())
        }
        var rest = self
        rest.samples = zip(samples, values).filter { !part.values.names.contains($0.1) }.map(\.0)
        return (rest, zip(samples, values).filter { part.values.names.contains($0.1) }.map(\.0))
    }
}

extension CrossValidation.Arm {
    init(
        _ name: String, _ cohort: Cohort, _ settings: ValidationSettings, repeats: Int, seed: UInt64
    ) throws(CohortError) {
        var folds: [Folds] = []
        for repetition in 0..<repeats {
            folds.append(try Folds.make(cohort, settings.folds, repetition: repetition, seed: seed))
        }
        self.init(name: name, cohort: cohort, folds: folds)
    }
}
