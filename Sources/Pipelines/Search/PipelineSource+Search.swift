import Audits
import Cohorts
import Designs
import Reports
import RunFolders
import Studies
import SystemPackage
import Training

/// What a search has come to.
public struct SearchOutcome: Sendable {
    public var folder: RunFolder
    public var result: SearchResult
    /// What was chosen and what that is worth, in sentences.
    public var words: [String]
}

extension PipelineSource {
    /// Searches the space of the file's `search:` block: inner folds choose, outer folds judge, and one more search over
    /// all samples finds the winner.
    ///
    /// A search follows from its seed and the scores of its trials alone, so that running it again repeats the
    /// finished trials from their files and goes on.
    ///
    /// - Parameters:
    ///   - isCancelled: asked before every step; a yes saves the state and throws `TrainingError.interrupted`.
    ///   - watch: told what happens.
    /// - Throws: before anything is trained `ConfigurationError` and `SearchError`; afterwards an error where no candidate
    ///   can be trained.
    public func search(
        _ request: RunRequest, isCancelled: @escaping () -> Bool = { false },
        watch: @escaping (PipelineEvent) -> Void = { _ in }
    ) throws -> SearchOutcome {
        let description = try SearchDescription(root)
        let base = try pipeline()
        try base.refuseFindings(for: "a search")
        try base.check()
        if case .unit = base.training.initial { throw PipelineError.noPreviousFold }
        let maker = CandidateMaker(source: self, description: description)
        try maker.checkPaths()
        let folder = RunFolder(request.output)
        let text = try claimText(of: base, block: "search")
        try folder.refuseOthers(than: text)
        let (whole, evidence, groups) = try base.readCohort(
            from: request.data, below: request.pipelineFolder, threads: request.threads, isCancelled: isCancelled,
            watch: watch)
        let (cohort, leftOut) = try base.open(whole, groups: groups, isJudged: description.outer != nil)
        if let words = whole.words(ofLeftOut: leftOut) { watch(.warning(words)) }
        let study = try SearchStudy(
            cohort, base.validation, outerFolds: description.outer,
            innerFolds: (description.inner.folds, description.inner.judged), tuning: base.split.tuning,
            splitSeed: base.split.seed, trainingSeed: base.training.seed)
        let splits = try (study.outer ?? study.stages[0].inner).splits()
        let audit = try base.passGate(
            cohort, partings: splits.map { AuditedParts($0) }, evidence: evidence.only(cohort, of: whole),
            variants: maker.variants, below: request.pipelineFolder, acceptsLeaks: request.acceptsLeaks, watch: watch)

        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: text)
        try folder.createArms()
        let table = (study.outer ?? study.stages[0].inner).splitTable
        try base.record(whole, split: table, evidence: evidence, audit: audit, request: request, in: folder)
        let run = SearchRun(
            maker: maker, study: study, folder: folder,
            work: UnitWork(
                hashes: whole.hashes(evidence.contents), leaksAccepted: audit.stamp, request: request),
            result: SearchResult(
                description: base.description, strategy: type(of: description.strategy).word,
                budget: description.budget, metric: description.metric, direction: description.metric.direction ?? 1,
                axes: description.space.axes.map(\.name), innerFolds: description.inner.judged,
                leaksAccepted: audit.stamp),
            isCancelled: isCancelled, watch: watch)
        for stage in study.stages { try run.search(stage) }
        try folder.whole.removeCheckpoints()
        try run.finish(data: request.data)
        return SearchOutcome(folder: folder, result: run.result, words: SearchPage(run.result).words)
    }
}

extension Pipeline {
    /// The samples that a search may see: `validation.test` stays sealed, and where no outer folds judge, also what the
    /// split does not let a model learn from.
    ///
    /// - Parameter groups: the patients that hold equal scans, none of which is torn apart.
    /// - Returns: the samples, and the ids of those that are left out because they equal what is kept sealed.
    fileprivate func open(
        _ cohort: Cohort, groups: Set<String>, isJudged: Bool
    ) throws -> (cohort: Cohort, leftOut: Set<String>) {
        let held = try cohort.holdingOut(
            validation.test, keepingWhole: groups, deal: validation.folds.deal, seed: split.seed)
        var (open, leftOut) = (held.rest, Set(held.leftOut.map(\.id)))
        guard !isJudged else { return (open, leftOut) }
        let parts = CohortParts(
            cohort: cohort, split: try Split.make(cohort, split).keepingWhole(groups, of: cohort))
        let learnt = Set((parts.training + parts.tuning).map(\.id))
        leftOut.formUnion(parts.split.leftOut)
        open.samples.removeAll { !learnt.contains($0.id) }
        return (open, leftOut)
    }
}

extension CrossValidation {
    /// The split of each unit.
    fileprivate func splits() throws -> [Split] { try plan.units.map { try parts(of: $0).split } }
}

extension CohortEvidence {
    /// What is known of some samples of a cohort.
    fileprivate func only(_ part: Cohort, of whole: Cohort) -> CohortEvidence {
        let kept = Set(part.samples.map(\.id))
        let places = whole.samples.indices.filter { kept.contains(whole.samples[$0].id) }
        guard places.count < whole.samples.count else { return self }
        let numbers = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($0.element, $0.offset) })
        var part = self
        part.contents = places.map { contents[$0] }
        part.fingerprints = places.map { fingerprints[$0] }
        part.nearDuplicates = nearDuplicates.compactMap { pair in
            guard let first = numbers[pair.first], let second = numbers[pair.second] else { return nil }
            var pair = pair
            (pair.first, pair.second) = (first, second)
            return pair
        }
        return part
    }
}
