import Cohorts
import Studies
import SystemPackage

extension Pipeline {
    /// Reads the cohort, saying what was recognised and what is doubtful.
    func readCohort(from data: FilePath, watch: (PipelineEvent) -> Void) throws -> Cohort {
        let cohort = try CohortReader.read(self.cohort, folder: data)
        watch(.note(cohort.recognised))
        for note in cohort.notes { watch(.warning(note)) }
        if !cohort.hasPatients {
            watch(.warning("no column says which scans are of one patient: each scan counts as its own patient"))
        }
        return cohort
    }

    /// Reads the cohort and parts it.
    func assemble(from data: FilePath, watch: (PipelineEvent) -> Void) throws -> CohortParts {
        let cohort = try readCohort(from: data, watch: watch)
        let parts = CohortParts(cohort: cohort, split: try Split.make(cohort, split))
        let counts = [("train", parts.training), ("tune", parts.tuning), ("judge", parts.judged)]
            .map { "\($0.1.count) scans to \($0.0)" }
        watch(.note(counts.joined(separator: ", ")))
        let torn = parts.patientsInSeveralParts
        if !torn.isEmpty {
            watch(
                .warning(
                    "\(torn.count) patients have scans in more than one part (first: \(torn[0])); "
                        + "what is judged is then not independent of what was learnt"))
        }
        return parts
    }
}
