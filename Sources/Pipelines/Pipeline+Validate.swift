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
        try check()
        let folder = RunFolder(request.output)
        let text = try resolvedYAML()
        try folder.refuseOthers(than: text)
        let (cohort, evidence, groups) = try readCohort(
            from: request.data, below: request.pipelineFolder, threads: request.threads, isCancelled: isCancelled,
            watch: watch)
        let study = try crossValidation(of: cohort, keepingWhole: groups)
        try study.checkMembers()
        let leftOut = Set(study.leftOut.map(\.id))
        if let words = cohort.words(ofLeftOut: leftOut) { watch(.warning(words)) }
        for warning in study.warnings { watch(.warning(warning)) }
        watch(
            .note("\(cohort.samples.count) scans of \(cohort.patientCount) patients, \(study.plan.units.count) units"))
        let audit = try passGate(
            cohort, partings: study.audited(), evidence: evidence, leftOut: leftOut, below: request.pipelineFolder,
            acceptsLeaks: request.acceptsLeaks, watch: watch)
        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: text)
        try record(
            cohort, split: study.splitTable, evidence: evidence, audit: audit, request: request, in: folder)
        try folder.write(study.plan.table, once: folder.plan)
        let units = StudyUnits(
            pipeline: self, study: study, hashes: cohort.hashes(evidence.contents), leaksAccepted: audit.stamp,
            request: request)
        let failures =
            if let processes {
                try ProcessRunner(study.plan, in: folder, jobs: processes.jobs).run(
                    arguments: { processes.arguments($0.name) }, isCancelled: isCancelled,
                    watch: { watch(.units($0)) })
            } else {
                try units.run(study.plan, in: folder, isCancelled: isCancelled, watch: watch)
            }
        for failure in failures { watch(.warning("\(failure.unit) failed: \(failure.reason)")) }
        if failures.isEmpty { try folder.whole.removeCheckpoints() }
        let report = try study.pool(
            in: folder, failures: failures, trainingSeed: training.seed,
            batch: min(training.batch, study.cohort.samples.count),
            threads: request.threads, leaksAccepted: audit.stamp
        ) { members in
            modelDescription(
                input: members[0].description.input, settings: members[0].description.training,
                clinical: members[0].description.clinical.first,
                learnt: study.cohort.samples, of: study.cohort, hashes: units.hashes, leaksAccepted: audit.stamp)
        }
        try writeReport(of: study.cohort.samples, in: folder, threads: request.threads)
        return ValidationOutcome(folder: folder, report: report, units: study.plan.units.count)
    }

    /// Runs one unit of a validation that another process has begun; what that one found out about the scans is read from the
    /// run folder.
    ///
    /// - Returns: why the unit failed; nil where it is finished.
    /// - Throws: as `validate`; `StudyError.unknownUnit`.
    public func validateUnit(
        _ name: String, _ request: RunRequest, isCancelled: () -> Bool = { false }
    ) throws -> UnitFailure? {
        try check()
        let folder = RunFolder(request.output)
        try folder.claim(pipeline: try resolvedYAML())
        let recorded = try RecordedCohort(cohort(below: request.data), in: folder)
        let study = try crossValidation(of: recorded.cohort, keepingWhole: recorded.groups)
        guard let unit = study.plan.units.first(where: { $0.name == name }) else {
            throw StudyError.unknownUnit(name, plan: folder.plan)
        }
        return try StudyUnits(
            pipeline: self, study: study, hashes: recorded.hashes, leaksAccepted: recorded.leaksAccepted,
            request: request
        ).run(StudyPlan(units: [unit]), in: folder, isCancelled: isCancelled, watch: { _ in }).first
    }

    /// - Parameter groups: the patients that hold equal scans, none of which is torn apart by the test part.
    func crossValidation(of cohort: Cohort, keepingWhole groups: Set<String>) throws -> CrossValidation {
        try CrossValidation(
            cohort, validation, keepingWhole: groups, tuning: split.tuning, splitSeed: split.seed,
            trainingSeed: training.seed,
            carriesWeights: training.initial == .unit(.previousFold))
    }
}

extension CrossValidation {
    /// What each unit uses each sample for.
    func audited() throws -> [AuditedParts] {
        try uses().map { use in
            AuditedParts(
                use.parts.split, test: test.map(\.id),
                carried: use.previous.map {
                    AuditedParts.CarriedWeights(unit: $0.name, learnt: use.inherited)
                })
        }
    }
}
