import Cohorts
import Evaluation
import RunFolders

/// A nested cross-validation for a search: outer folds judge what inner folds of their training parts have chosen.
///
/// The last stage chooses by inner folds of all samples that may be learnt from; what it chooses is the search's answer,
/// and the outer folds say what such an answer is worth.
public struct SearchStudy: Sendable {
    /// One search: its inner folds, and the outer fold that judges its choice.
    public struct Stage: Sendable {
        /// `outer0`, …, and `final`.
        public var name: String
        public var inner: CrossValidation
        /// The inner units of each trial.
        public var units: [StudyUnit]
        /// The unit that judges the choice; nil in the last stage.
        public var judge: StudyUnit?
    }

    public let stages: [Stage]
    /// The outer folds; nil where nothing is judged.
    public let outer: CrossValidation?

    /// - Parameters:
    ///   - cohort: the samples that may be learnt from.
    ///   - outerFolds: nil judges nothing.
    ///   - innerFolds: how many inner folds there are, and how many of them are judged.
    ///   - tuning: the share of each unit's training part that is cut off.
    /// - Throws: as `CrossValidation`.
    public init(
        _ cohort: Cohort, _ settings: ValidationSettings, outerFolds: Int?, innerFolds: (count: Int, judged: Int),
        tuning: Double, splitSeed: UInt64, trainingSeed: UInt64
    ) throws {
        let folded = { (cohort: Cohort, folds: Int) in
            var plain = settings
            plain.folds.rule = .count(folds)
            plain.nested = nil
            (plain.test, plain.repeats, plain.permutations, plain.seeds) = (nil, 1, 0, .count(1))
            return try CrossValidation(
                cohort, plain, tuning: tuning, splitSeed: splitSeed, trainingSeed: trainingSeed)
        }
        outer = try outerFolds.map { try folded(cohort, $0) }
        var stages: [Stage] = []
        for unit in outer?.plan.units ?? [] {
            guard let parts = try outer?.parts(of: unit) else { continue }
            let learnt = Set((parts.training + parts.tuning).map(\.id))
            var rest = cohort
            rest.samples = cohort.samples.filter { learnt.contains($0.id) }
            let inner = try folded(rest, innerFolds.count)
            var judge = unit
            judge.arm = "outer\(unit.fold)-choice"
            stages.append(
                Stage(
                    name: "outer\(unit.fold)", inner: inner,
                    units: Array(inner.plan.units.prefix(innerFolds.judged)), judge: judge))
        }
        let inner = try folded(cohort, innerFolds.count)
        stages.append(Stage(name: "final", inner: inner, units: Array(inner.plan.units.prefix(innerFolds.judged))))
        self.stages = stages
    }

    /// The units of a trial, from 0.
    public func units(of trial: Int, in stage: Stage) -> [StudyUnit] {
        let digits = String(trial)
        return stage.units.map { unit in
            var unit = unit
            unit.arm = "\(stage.name)-t" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
            return unit
        }
    }

    /// The parts of a unit of a trial.
    public func parts(of unit: StudyUnit, in stage: Stage) throws -> CohortParts {
        var main = unit
        main.arm = StudyUnit.mainArm
        return try stage.inner.parts(of: main)
    }

    /// The parts of the unit that judges a stage's choice; nil in the last stage.
    public func judgedParts(of stage: Stage) throws -> CohortParts? {
        guard let outer, var main = stage.judge else { return nil }
        main.arm = StudyUnit.mainArm
        return try outer.parts(of: main)
    }

    /// The mean of a metric over finished units; nil where one has none.
    public static func score(of units: [StudyUnit], _ metric: Metric, in folder: RunFolder) throws -> Double? {
        var sum = 0.0
        for unit in units {
            guard let value = try folder.unit(unit).summary().metrics[metric]?.value else { return nil }
            sum += value
        }
        return units.isEmpty ? nil : sum / Double(units.count)
    }
}
