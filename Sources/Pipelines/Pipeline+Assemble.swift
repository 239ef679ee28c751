import Audits
import Cohorts
import SystemPackage

extension Pipeline {
    /// Reads the cohort and its scans and parts it, saying what was recognised and what is doubtful.
    func assemble(from data: FilePath, threads: Int, watch: (PipelineEvent) -> Void) throws -> CohortParts {
        var cohort = try CohortReader.read(self.cohort, folder: data)
        watch(.note(cohort.recognised))
        for note in cohort.notes { watch(.warning(note)) }
        if !cohort.hasPatients {
            watch(.warning("no column says which scans are of one patient: each scan counts as its own patient"))
        }
        let count = cohort.samples.count
        let evidence = CohortEvidence.read(cohort.samples, preparation: preparation, threads: threads) { done in
            watch(.examined(done, of: count))
        }
        var groups: Set<String> = []
        if self.cohort.groupDuplicates { (cohort, groups) = cohort.joined(by: evidence.links) }
        let (split, leftOut) = try Split.make(cohort, split).keepingWhole(groups, of: cohort)
        if let first = leftOut.first {
            watch(
                .warning(
                    "\(leftOut.count) scans are left out (first: \(first)): fixed parts tear them from scans that they "
                        + "equal, and those are kept where they are judged"))
        }
        let parts = CohortParts(cohort: cohort, split: split, evidence: evidence)
        let counts = [("train", parts.training), ("tune", parts.tuning), ("judge", parts.judged)]
            .map { "\($0.1.count) scans to \($0.0)" }
        watch(.note(counts.joined(separator: ", ")))
        return parts
    }
}
