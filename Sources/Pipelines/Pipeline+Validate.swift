import Cohorts
import RunFolders
import Studies
import SystemPackage
import Training

/// What a cross-validation has come to.
public struct ValidationOutcome: Sendable {
    public var folder: RunFolder
    public var report: ValidationReport
    /// How many units the plan has.
    public var units: Int
}

extension Pipeline {
    /// Cross-validates the pipeline on all samples of its cohort; the pipeline's `split` says only the share of the tuning
    /// parts and the seed of the folds.
    ///
    /// Running it again does only what is missing. A unit that fails does not stop the others; the report names it.
    ///
    /// - Parameters:
    ///   - isCancelled: asked before every step; a yes saves the state and throws `TrainingError.interrupted`.
    ///   - watch: told what happens.
    public func validate(
        _ request: RunRequest, isCancelled: () -> Bool = { false }, watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> ValidationOutcome {
        try check()
        let cohort = try readCohort(from: request.data, watch: watch)
        let study = try CrossValidation(
            cohort, validation, tuning: split.tuning, splitSeed: split.seed, trainingSeed: training.seed)
        for warning in study.warnings { watch(.warning(warning)) }
        watch(
            .note("\(cohort.samples.count) scans of \(cohort.patientCount) patients, \(study.plan.units.count) units"))

        let folder = RunFolder(request.output)
        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: try resolvedYAML())
        let contents = try record(cohort, split: study.splitTable, request: request, in: folder, watch: watch)
        try folder.write(study.plan.table, once: folder.plan)
        let imported = try training.initial.imported(below: request.pipelineFolder)

        let failures = try StudyRunner(study.plan, in: folder).run(
            begin: { watch(.unit($0, of: study.plan.units.count)) },
            work: { unit, files in
                let parts = try study.parts(of: unit)
                try AtomicFile.write(parts.split.table(of: parts.cohort), to: files.split)
                let training = judgedTraining(
                    parts, fold: unit.fold, seed: unit.seed, imported: imported, request: request)
                _ = try training.run(
                    in: files,
                    describe: { network in
                        modelDescription(
                            input: network.input, settings: training.trainer.recipe.settings,
                            learnt: parts.training + parts.tuning, of: parts.cohort, contents: contents)
                    },
                    isCancelled: isCancelled, watch: { watch(PipelineEvent($0)) })
            })
        for failure in failures { watch(.warning("\(failure.unit) failed: \(failure.reason)")) }
        if failures.isEmpty { try folder.whole.removeCheckpoints() }
        let report = try study.pool(in: folder, failures: failures, trainingSeed: training.seed) { members in
            modelDescription(
                input: members[0].description.input, settings: members[0].description.training,
                learnt: cohort.samples, of: cohort, contents: contents)
        }
        return ValidationOutcome(folder: folder, report: report, units: study.plan.units.count)
    }
}
