import Audits
import Cohorts
import Networks
import Reports
import RunFolders
import Studies
import SystemPackage
import Training

/// What an ablation has come to.
public struct AblationOutcome: Sendable {
    public var folder: RunFolder
    public var result: AblationResult
    public var times: ArmTimes
    /// What the data support, in sentences.
    public var words: [String]
}

extension PipelineSource {
    /// Trains every arm of the file's `ablation:` block on the same folds and compares it with the file as it stands.
    ///
    /// Running it again does only what is missing. An arm that fails does not stop the others; its row says why.
    ///
    /// - Parameters:
    ///   - processes: how units run in processes of their own; nil runs them here, one after another.
    ///   - isCancelled: asked before every step; a yes saves the state and throws `TrainingError.interrupted` or
    ///     `StudyError.interrupted`.
    ///   - watch: told what happens.
    /// - Throws: before anything is trained `ConfigurationError`, or an error that names the arm that cannot be trained.
    public func ablate(
        _ request: RunRequest, processes: UnitProcesses? = nil, isCancelled: () -> Bool = { false },
        watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> AblationOutcome {
        let description = try AblationDescription(root)
        var maker = try ArmMaker(self)
        let base = maker.base
        try base.refuseFindings(for: "an ablation")
        try base.check()
        if case .unit = base.training.initial { throw PipelineError.noPreviousFold }
        let fixed = try description.fixedArms(&maker)
        let isChain = if case .chain = description.design { true } else { false }
        let steps = isChain ? try description.rehearsal(maker) : []
        let folder = RunFolder(request.output)
        let text = try claimText(of: base, block: "ablation")
        try folder.refuseOthers(than: text)
        let (cohort, evidence, groups) = try base.readCohort(
            from: request.data, below: request.pipelineFolder, threads: request.threads, isCancelled: isCancelled,
            watch: watch)
        for arm in fixed { try arm.check(cohort, below: request.pipelineFolder) }
        let study = try AblationStudy(
            cohort, base.validation, keepingWhole: groups, tuning: base.split.tuning, splitSeed: base.split.seed,
            trainingSeed: base.training.seed, shuffledArms: Set(fixed.filter(\.permutesLabels).map(\.name)))
        for warning in study.validation.warnings { watch(.warning(warning)) }
        let leftOut = Set(study.validation.leftOut.map(\.id))
        if let words = cohort.words(ofLeftOut: leftOut) { watch(.warning(words)) }
        let partings = try study.validation.plan.units.map { unit in
            AuditedParts(try study.validation.parts(of: unit).split, test: study.validation.test.map(\.id))
        }
        let audit = try base.passGate(
            cohort, partings: partings, evidence: evidence, leftOut: leftOut,
            variants: fixed.map(\.pipeline) + steps, below: request.pipelineFolder,
            acceptsLeaks: request.acceptsLeaks, watch: watch)

        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: text)
        try base.record(
            cohort, split: study.validation.splitTable, evidence: evidence, audit: audit, request: request, in: folder)

        var run = AblationRun(
            study: study, folder: folder,
            work: UnitWork(
                hashes: cohort.hashes(evidence.contents), leaksAccepted: audit.stamp, request: request),
            processes: processes)
        try run.train(fixed, isCancelled: isCancelled, watch: watch)
        let chain =
            isChain ? try run.follow(description, &maker, isCancelled: isCancelled, watch: watch) : nil
        try folder.whole.removeCheckpoints()
        return try run.finish(description, of: base, chain: chain, threads: request.threads)
    }

    /// Runs one unit of an ablation whose run folder another process holds.
    ///
    /// - Returns: why the unit failed; nil where it is finished.
    public func ablateUnit(
        _ name: String, _ request: RunRequest, isCancelled: () -> Bool = { false }
    ) throws -> UnitFailure? {
        let folder = RunFolder(request.output)
        let base = try pipeline()
        try folder.claim(pipeline: try claimText(of: base, block: "ablation"))
        let recorded = try RecordedCohort(base.cohort(below: request.data), in: folder)
        let description = try AblationDescription(root)
        let shuffled = description.controls.filter { $0.control == .labelPermutation }.map(\.control.rawValue)
        let study = try AblationStudy(
            recorded.cohort, base.validation, keepingWhole: recorded.groups, tuning: base.split.tuning,
            splitSeed: base.split.seed, trainingSeed: base.training.seed, shuffledArms: Set(shuffled))
        let arms = String(decoding: try WholeFile.bytes(at: folder.plan), as: UTF8.self).split(separator: "\n")
        let row = arms.first { $0.hasPrefix("\(name)\t") }?.split(separator: "\t", omittingEmptySubsequences: false)
        guard let arm = row.map({ String($0[1]) }), let component = FilePath.Component(arm),
            let unit = study.plan(of: [arm]).units.first(where: { $0.name == name })
        else { throw StudyError.unknownUnit(name, plan: folder.plan) }
        let pipeline = try Pipeline(contentsOf: folder.arm(component))
        let work = UnitWork(hashes: recorded.hashes, leaksAccepted: recorded.leaksAccepted, request: request)
        return try StudyRunner(StudyPlan(units: [unit]), in: folder).run(isCancelled: isCancelled) { unit, files in
            try work.train(
                pipeline, study.parts(of: unit), unit: unit, in: files, isCancelled: isCancelled, watch: { _ in })
        }.first
    }

    /// What a run folder is claimed with: the resolved pipeline and a block of the file as it is written.
    func claimText(of base: Pipeline, block: String) throws -> String {
        try base.resolvedYAML() + (root.child(.key(block)).map { "\(block): \($0.line)\n" } ?? "")
    }
}

extension Pipeline {
    /// - Throws: `ConfigurationError` for findings that do not exclude each other.
    func refuseFindings(for study: String) throws(ConfigurationError) {
        guard !cohort.labels.isEmpty else { return }
        throw places.error(
            at: [.key("cohort"), .key("labels")],
            "\(study) compares classes that exclude each other; name one column with cohort.label")
    }
}

extension AblationDescription {
    /// The pipelines of a chain's levels, each on top of the baseline: what cannot be trained so is refused before anything is.
    fileprivate func rehearsal(_ maker: ArmMaker) throws -> [Pipeline] {
        let base = maker.base
        guard base.split.tuning > 0 else { throw AblationError.noTuningPart }
        var maker = maker
        return try factors.flatMap { factor in
            try factor.levels.map { level in
                let arm = try maker.arm("\(factor.name)=\(level.name)", level.edits, origin: level.origin)
                if select == .loss, arm.pipeline.training.loss != base.training.loss {
                    throw AblationError.otherLoss(arm: arm.name)
                }
                return arm.pipeline
            }
        }
    }
}

extension AblationArm {
    /// Refuses layers that do not fit the cohort's classes and scans.
    ///
    /// - Throws: `AblationError.arm`.
    fileprivate func check(_ cohort: Cohort, below folder: FilePath) throws {
        do {
            try pipeline.check(cohort, below: folder)
        } catch {
            throw AblationError.arm(name, problem: "\(error)")
        }
    }
}
