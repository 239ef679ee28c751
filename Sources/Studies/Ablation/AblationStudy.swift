import Cohorts
import Evaluation
import RunFolders
import Training

/// An ablation's cross-validations: all arms on the same folds, with the same seeds and order of samples; the arm with
/// shuffled labels on folds of its own.
public struct AblationStudy: Sendable {
    public let validation: CrossValidation
    /// With the labels shuffled among the patients; nil where no arm asks for it.
    private let shuffled: CrossValidation?
    /// The names of the arms with shuffled labels.
    private let shuffledArms: Set<String>

    /// - Parameters:
    ///   - groups: the patients that hold equal scans, none of which is torn apart by the test part.
    ///   - tuning: the share of each unit's training part that is cut off.
    ///   - splitSeed: what folds, tuning parts and shuffled labels depend on.
    ///   - trainingSeed: the seed of the first training of each fold.
    /// - Throws: as `CrossValidation`.
    public init(
        _ cohort: Cohort, _ settings: ValidationSettings, keepingWhole groups: Set<String> = [], tuning: Double,
        splitSeed: UInt64, trainingSeed: UInt64, shuffledArms: Set<String>
    ) throws {
        var settings = settings
        settings.permutations = 0
        settings.nested = nil
        validation = try CrossValidation(
            cohort, settings, keepingWhole: groups, tuning: tuning, splitSeed: splitSeed, trainingSeed: trainingSeed)
        // What is kept out stays out: the labels are shuffled among the others.
        settings.test = nil
        shuffled =
            shuffledArms.isEmpty
            ? nil
            : try CrossValidation(
                validation.cohort.permutingLabels(seed: splitSeed, number: 0), settings, tuning: tuning,
                splitSeed: splitSeed, trainingSeed: trainingSeed)
        self.shuffledArms = shuffledArms
    }

    /// The units of some arms, arm by arm.
    public func plan(of arms: [String]) -> StudyPlan {
        StudyPlan(
            units: arms.flatMap { arm in
                validation.plan.units.map { unit in
                    var unit = unit
                    unit.arm = arm
                    return unit
                }
            })
    }

    /// The parts of a unit of any arm.
    public func parts(of unit: StudyUnit) throws -> CohortParts {
        var main = unit
        main.arm = StudyUnit.mainArm
        return try cohorts(of: unit.arm).parts(of: main)
    }

    /// What the finished units of an arm say of their samples.
    ///
    /// - Throws: `StudyError.damagedUnit`, or what the samples' scores are refused for.
    public func scores(of arm: String, in folder: RunFolder) throws -> ArmScores {
        let cohort = cohorts(of: arm).cohort
        let places = Dictionary(uniqueKeysWithValues: cohort.samples.enumerated().map { ($0.element.id, $0.offset) })
        var replicates: [(key: [UInt64], rows: [ScoredRow])] = []
        var folds: [[Int]: [ScoredSamples]] = [:]
        var training = 0
        let units = plan(of: [arm]).units
        for unit in units {
            let parts = try parts(of: unit)
            let rows = try PredictionTable.read(
                folder.unit(unit).predictions, samples: parts.judged, classes: cohort.classes)
            folds[[unit.repetition, unit.fold], default: []].append(try rows.scored(in: cohort))
            training += parts.training.count + parts.tuning.count
            let key = [UInt64(unit.repetition), unit.seed]
            if replicates.last?.key != key { replicates.append((key, [])) }
            replicates[replicates.count - 1].rows += rows
        }
        return ArmScores(
            replicates: try replicates.map { replicate in
                try replicate.rows.sorted { places[$0.sample.id, default: 0] < places[$1.sample.id, default: 0] }
                    .scored(in: cohort)
            }, folds: folds.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value),
            trainingSamples: units.isEmpty ? 0 : training / units.count)
    }

    private func cohorts(of arm: String) -> CrossValidation {
        shuffledArms.contains(arm) ? shuffled ?? validation : validation
    }
}

extension ArmScores {
    /// Every metric with its interval over patients, the mean over the replicates.
    public func summary<Generator: RandomNumberGenerator>(
        classes: [String], using generator: inout Generator
    ) -> MetricsSummary? {
        replicates.first.map {
            MetricsSummary(
                ofReplicates: $0, and: Array(replicates.dropFirst()), classes: classes, using: &generator)
        }
    }
}
