import Audits
import Cohorts
import Studies
import SystemPackage

extension Pipeline {
    /// The cohort as the manifest or tree says it, and whether its classes are learnt as grades.
    func cohort(below data: FilePath) throws(CohortError) -> Cohort {
        var cohort = try CohortReader.read(self.cohort, folder: data)
        cohort.isOrdered = training.loss == .ordinal
        return cohort
    }

    /// Reads the cohort and its scans, saying what was recognised and what is doubtful.
    ///
    /// - Parameter folder: what the path of weights to start from is relative to.
    /// - Returns: the cohort, with scans that equal others in one group where the pipeline asks for that; what its files hold
    ///   and how they look; and the patients so grouped.
    func readCohort(
        from data: FilePath, below folder: FilePath, threads: Int, isCancelled: () -> Bool = { false },
        watch: (PipelineEvent) -> Void
    ) throws -> (cohort: Cohort, evidence: CohortEvidence, groups: Set<String>) {
        var cohort = try cohort(below: data)
        try check(cohort, below: folder)
        watch(.note(cohort.recognised))
        for note in cohort.notes { watch(.warning(note)) }
        for column in report.demographics.names { _ = try cohort.cells(of: column) }
        if !cohort.hasPatients {
            watch(.warning("no column says which scans are of one patient: each scan counts as its own patient"))
        }
        let count = cohort.samples.count
        let evidence = try CohortEvidence.read(
            cohort.samples, preparation: preparation, threads: threads, isCancelled: isCancelled,
            progress: { watch(.examined($0, of: count)) })
        try evidence.checkFrameLabels(of: cohort.samples)
        var groups: Set<String> = []
        if self.cohort.groupDuplicates { (cohort, groups) = cohort.joined(by: evidence.links) }
        return (cohort, evidence, groups)
    }

    /// Reads the cohort and its scans and parts it.
    func assemble(
        from data: FilePath, below folder: FilePath, threads: Int, isCancelled: () -> Bool = { false },
        watch: (PipelineEvent) -> Void
    ) throws -> (parts: CohortParts, evidence: CohortEvidence, groups: Set<String>) {
        let (cohort, evidence, groups) = try readCohort(
            from: data, below: folder, threads: threads, isCancelled: isCancelled, watch: watch)
        let split = try Split.make(cohort, split).keepingWhole(groups, of: cohort)
        if let words = cohort.words(ofLeftOut: split.leftOut) { watch(.warning(words)) }
        let parts = CohortParts(cohort: cohort, split: split)
        let counts = [("train", parts.training), ("tune", parts.tuning), ("judge", parts.judged)]
            .map { "\($0.1.count) scans to \($0.0)" }
        watch(.note(counts.joined(separator: ", ")))
        return (parts, evidence, groups)
    }
}
