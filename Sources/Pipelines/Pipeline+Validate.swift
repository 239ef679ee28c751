import Audits
import Cohorts
import Reports
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

/// How the units of a study are run.
public struct UnitProcesses: Sendable {
    /// How many processes run at a time.
    public var jobs: Int
    /// The arguments with which this program runs the unit of that name.
    public var arguments: @Sendable (String) -> [String]

    public init(jobs: Int, arguments: @escaping @Sendable (String) -> [String]) {
        self.jobs = jobs
        self.arguments = arguments
    }
}

extension Pipeline {
    /// Cross-validates the pipeline on all samples of its cohort; the pipeline's `split` says only the share of the tuning
    /// parts and the seed of the folds.
    ///
    /// Running it again does only what is missing. A unit that fails does not stop the others; the report names it.
    ///
    /// - Parameters:
    ///   - processes: how units run in processes of their own; nil runs them here, one after another.
    ///   - isCancelled: asked before every step; a yes saves the state and throws `TrainingError.interrupted` or
    ///     `StudyError.interrupted`.
    ///   - watch: told what happens.
    public func validate(
        _ request: RunRequest, processes: UnitProcesses? = nil, isCancelled: () -> Bool = { false },
        watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> ValidationOutcome {
        let (cohort, evidence, study) = try crossValidation(of: request, watch: watch)
        let splits = try study.plan.units.map { try study.parts(of: $0).split }
        let audit = try passGate(
            cohort, splits: splits, evidence: evidence, below: request.pipelineFolder,
            acceptsLeaks: request.acceptsLeaks, watch: watch)
        let contents = cohort.byID(evidence.contents)
        let folder = RunFolder(request.output)
        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: try resolvedYAML())
        try record(
            cohort, split: study.splitTable, evidence: evidence, audit: audit, request: request, in: folder)
        try folder.write(study.plan.table, once: folder.plan)
        let failures =
            if let processes {
                try ProcessRunner(study.plan, in: folder, jobs: processes.jobs).run(
                    arguments: { processes.arguments($0.name) }, isCancelled: isCancelled,
                    watch: { watch(.units($0)) })
            } else {
                try run(
                    study.plan, of: study, contents: contents, audit.stamp, request, in: folder,
                    isCancelled: isCancelled, watch: watch)
            }
        for failure in failures { watch(.warning("\(failure.unit) failed: \(failure.reason)")) }
        if failures.isEmpty { try folder.whole.removeCheckpoints() }
        let report = try study.pool(
            in: folder, failures: failures, trainingSeed: training.seed, batch: training.batch,
            threads: request.threads,
            leaksAccepted: audit.stamp
        ) { members in
            modelDescription(
                input: members[0].description.input, settings: members[0].description.training,
                clinical: members[0].description.clinical.first,
                learnt: study.cohort.samples, of: study.cohort, contents: contents, leaksAccepted: audit.stamp)
        }
        try StudyReport.write(in: folder)
        return ValidationOutcome(folder: folder, report: report, units: study.plan.units.count)
    }

    /// Runs one unit of a validation whose run folder another process holds.
    ///
    /// - Returns: why the unit failed; nil where it is finished.
    /// - Throws: as `validate`; `StudyError.unknownUnit`.
    public func validateUnit(
        _ name: String, _ request: RunRequest, isCancelled: () -> Bool = { false }
    ) throws -> UnitFailure? {
        let (cohort, evidence, study) = try crossValidation(of: request, watch: { _ in })
        let folder = RunFolder(request.output)
        guard let unit = study.plan.units.first(where: { $0.name == name }) else {
            throw StudyError.unknownUnit(name, plan: folder.plan)
        }
        try folder.claim(pipeline: try resolvedYAML())
        let audit = try leakAudit(
            cohort, splits: [study.parts(of: unit).split], evidence: evidence, below: request.pipelineFolder)
        return try run(
            StudyPlan(units: [unit]), of: study, contents: cohort.byID(evidence.contents), audit.stamp, request,
            in: folder,
            isCancelled: isCancelled, watch: { _ in }
        ).first
    }

    private func crossValidation(
        of request: RunRequest, watch: (PipelineEvent) -> Void
    ) throws -> (Cohort, CohortEvidence, CrossValidation) {
        try check()
        let (cohort, evidence, _) = try readCohort(
            from: request.data, below: request.pipelineFolder, threads: request.threads, watch: watch)
        let study = try CrossValidation(
            cohort, validation, tuning: split.tuning, splitSeed: split.seed, trainingSeed: training.seed)
        for warning in study.warnings { watch(.warning(warning)) }
        watch(
            .note("\(cohort.samples.count) scans of \(cohort.patientCount) patients, \(study.plan.units.count) units"))
        return (cohort, evidence, study)
    }

    /// Runs units here, one after another.
    private func run(
        _ plan: StudyPlan, of study: CrossValidation, contents: [String: SampleContent],
        _ leaksAccepted: [String: Int]?,
        _ request: RunRequest,
        in folder: RunFolder, isCancelled: () -> Bool, watch: (PipelineEvent) -> Void
    ) throws -> [UnitFailure] {
        let imported = try training.initial.imported(below: request.pipelineFolder)
        return try StudyRunner(plan, in: folder).run(
            begin: { watch(.unit($0, of: plan.units.count)) },
            work: { unit, files in
                let parts = try study.parts(of: unit)
                try AtomicFile.write(parts.split.table(of: parts.cohort), to: files.split)
                let training = try judgedTraining(
                    parts, fold: unit.fold, seed: unit.seed, imported: imported,
                    leaksAccepted: leaksAccepted, request: request)
                _ = try training.run(
                    in: files,
                    describe: { network in
                        modelDescription(
                            input: network.input, settings: training.trainer.recipe.settings,
                            clinical: training.trainer.recipe.clinical,
                            learnt: parts.training + parts.tuning, of: parts.cohort, contents: contents,
                            leaksAccepted: leaksAccepted)
                    },
                    isCancelled: isCancelled, watch: { watch(PipelineEvent($0)) })
            })
    }
}
