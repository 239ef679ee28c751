import Audits
import Cohorts

/// A cohort and which part each of its samples belongs to.
struct CohortParts {
    let cohort: Cohort
    let split: Split
    /// What the samples' files hold and how they look.
    let evidence: CohortEvidence

    /// The samples that the network learns from.
    var training: [Sample] { samples(in: .train) }

    /// The samples that choose the best epoch.
    var tuning: [Sample] { samples(in: .tuning) }

    /// The samples that are scored once, at the end: the validation part, or the test part where there is no other.
    var judged: [Sample] {
        let validation = samples(in: .validation)
        return validation.isEmpty ? samples(in: .test) : validation
    }

    private func samples(in part: Part) -> [Sample] {
        cohort.samples.filter { split.parts[$0.id] == part }
    }
}
