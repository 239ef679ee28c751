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
    /// The samples that equal some of the test part and are therefore in no fold.
    public let leftOut: [Sample]
    public let settings: ValidationSettings
    public let plan: StudyPlan
    /// What is varied: the validation itself, then its permutation controls.
    let arms: [Arm]
    let tuning: Double
    let seed: UInt64
    let carriesWeights: Bool

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
    ///   - groups: the patients that hold equal scans, none of which is torn apart by the test part.
    ///   - carriesWeights: whether each fold starts from the weights of the one before.
    /// - Throws: `CohortError` where the folds cannot be made, `StudyError.mixedPatient`, `.noTuningPart`, `.tooManyUnits`
    ///   or what needs two classes; all of it before anything is trained.
    public init(
        _ cohort: Cohort, _ settings: ValidationSettings, keepingWhole groups: Set<String> = [], tuning: Double,
        splitSeed: UInt64, trainingSeed: UInt64, carriesWeights: Bool = false
    ) throws {
        let held = try cohort.holdingOut(
            settings.test, keepingWhole: groups, deal: settings.folds.deal, seed: splitSeed)
        let cohort = held.rest
        self.cohort = cohort
        test = held.test
        leftOut = held.leftOut
        self.settings = settings
        self.tuning = tuning
        self.carriesWeights = carriesWeights
        seed = splitSeed
        let seeds = settings.seeds(from: trainingSeed)
        try settings.checkUnits(of: cohort, seeds: seeds.count)
        var arms = [try Arm(StudyUnit.mainArm, cohort, settings, repeats: settings.repeats, seed: splitSeed)]
        for number in 0..<settings.permutations {
            let shuffled = cohort.permutingLabels(seed: splitSeed, number: number)
            arms.append(try Arm("permuted\(number)", shuffled, settings, repeats: 1, seed: splitSeed))
        }
        self.arms = arms
        plan = StudyPlan(
            units: arms.enumerated().flatMap { number, arm in
                StudyPlan(
                    folds: arm.folds[0].count, inner: number == 0 ? settings.nested?.folds ?? 0 : 0,
                    repetitions: arm.folds.count, seeds: number == 0 ? seeds : [seeds[0]], arm: arm.name,
                    carriesWeights: carriesWeights
                ).units
            })
        try check()
        for subgroup in settings.subgroups { _ = try subgroup.names(in: cohort) }
        for unit in unitsOfOneSeed { _ = try parts(of: unit) }
    }

    /// The units that differ in their parts: those of further seeds share them.
    var unitsOfOneSeed: [StudyUnit] { plan.units.filter { $0.seed == plan.units[0].seed } }

    /// The parts of a unit: the folds other than its own train, less a tuning part. Those of an inner fold are made of what
    /// does not belong to the outer one.
    public func parts(of unit: StudyUnit) throws -> CohortParts {
        guard let arm = arms.first(where: { $0.name == unit.arm }), arm.folds.indices.contains(unit.repetition) else {
            throw StudyError.badUnitName(unit.name)
        }
        let dealt = arm.cohort.dealt(by: settings.folds.deal)
        let outer = CohortParts(
            cohort: arm.cohort,
            split: try Split.make(dealt, arm.folds[unit.repetition], judging: unit.fold, tuning: tuning, seed: seed))
        guard let inner = unit.inner else { return outer }
        guard let nested = settings.nested, (0..<nested.folds).contains(inner) else {
            throw StudyError.badUnitName(unit.name)
        }
        return try outer.innerFold(
            inner, of: nested.folds, as: settings.folds, tuning: tuning, seed: seed,
            place: [UInt64(unit.repetition), UInt64(unit.fold)])
    }

    /// The cohort that a unit's samples are of: with shuffled labels in a permutation control.
    public func cohort(of unit: StudyUnit) -> Cohort {
        arms.first { $0.name == unit.arm }?.cohort ?? cohort
    }

    /// The text of the run folder's `split.csv`: `sample,patient,fold`, with several repetitions a column for each; a
    /// sample of the test part has `test` in the place of a fold, one that equals such a sample `left out`.
    public var splitTable: String {
        let folds = arms[0].folds
        let columns = folds.count == 1 ? ["fold"] : folds.indices.map { "fold_\($0)" }
        let rows = cohort.samples.map { sample in
            [sample.id, sample.patient] + folds.map { $0.numbers[sample.id].map(String.init) ?? "" }
        }
        let others = [(test, Part.test.rawValue), (leftOut, Split.leftOutWord)].flatMap { samples, word in
            samples.map { [$0.id, $0.patient] + folds.map { _ in word } }
        }
        return ([["sample", "patient"] + columns] + rows + others).map(CSVWriter.row).joined()
    }

    /// What a person should know although it is no error.
    public var warnings: [String] {
        let tested = Set(test.map(\.patient)).intersection(cohort.samples.map(\.patient))
        return foldsOfOneClass
            + [
                (arms[0].folds[0].tornPatients(of: cohort), "in more than one fold", Self.dependent),
                (tested.sorted(), "in the test part and in the folds", Self.dependent),
                (cohort.mixedPatients, "of more than one class", "look whether the labels are right"),
            ].compactMap { patients, what, meaning in
                patients.first.map {
                    "\(patients.count) \(patients.count == 1 ? "patient has" : "patients have") scans \(what) (first: \($0)); "
                        + meaning
                }
            }
    }

    private static let dependent = "what is judged is then not independent of what was learnt"

    /// The folds in which only one class occurs, in words.
    public var foldsOfOneClass: [String] {
        let folds = arms[0].folds[0]
        return (0..<folds.count).compactMap { fold in
            let present = Set(cohort.samples.filter { folds.numbers[$0.id] == fold }.map(\.label))
            guard present.count == 1, let label = present.first else { return nil }
            return
                "fold \(fold) holds class “\(cohort.classes[label])” only: it has no AUROC of its own, and counts in the "
                + "pooled figures"
        }
    }

    private func check() throws(StudyError) {
        if settings.operatingPoint != nil, cohort.positiveClass == nil {
            throw .operatingPointNeedsTwoClasses(cohort.classes.count)
        }
        if tuning == 0 {
            if settings.calibration != .none { throw .noTuningPart(what: "validation.calibration") }
            if settings.operatingPoint != nil { throw .noTuningPart(what: "validation.operatingPoint") }
            if settings.abstain != nil { throw .noTuningPart(what: "validation.abstain") }
        }
        if settings.prevalence != nil, cohort.positiveClass == nil {
            throw .prevalenceNeedsTwoClasses(cohort.classes.count)
        }
        if settings.calibration == .platt, cohort.positiveClass == nil {
            throw .plattNeedsTwoClasses(cohort.classes.count)
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
    /// The patients with scans of more than one class, in alphabetical order; none where classes do not exclude each other.
    fileprivate var mixedPatients: [String] {
        guard !hasFindings else { return [] }
        return Dictionary(grouping: samples, by: \.patient).filter { Set($0.value.map(\.label)).count > 1 }.keys
            .sorted()
    }

    /// The cohort without its test part, and that.
    ///
    /// - Parameter groups: the patients that hold equal scans: where the test part has scans of one, its others are left out, for
    ///   what is judged cannot be learnt from.
    /// - Throws: `CohortError.unknownColumn`, `.emptyCell`, `.unknownValue`, `.noCut`.
    public func holdingOut(
        _ part: ValidationSettings.TestPart?, keepingWhole groups: Set<String> = [], deal: FoldDescription.Dealt,
        seed: UInt64
    ) throws(CohortError) -> (rest: Cohort, test: [Sample], leftOut: [Sample]) {
        let held: Set<String>
        switch part {
        case nil: return (self, [], [])
        case .holdOut(let share): held = try dealt(by: deal).chosen(share: share, seed: seed)
        case .column(let column, let wanted):
            let values = try values(of: column)
            for name in wanted.names where !values.contains(name) {
                throw .unknownValue(name, column: column, file: origin, known: Set(values).sorted())
            }
            held = Set(zip(samples, values).filter { wanted.names.contains($0.1) }.map(\.0.id))
        }
        let torn = groups.intersection(samples.filter { held.contains($0.id) }.map(\.patient))
        var (rest, test, leftOut) = (self, [Sample](), [Sample]())
        rest.samples = []
        for sample in samples {
            if held.contains(sample.id) {
                test.append(sample)
            } else if torn.contains(sample.patient) {
                leftOut.append(sample)
            } else {
                rest.samples.append(sample)
            }
        }
        return (rest, test, leftOut)
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
