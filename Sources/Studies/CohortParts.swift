import Cohorts

/// A cohort and which part each of its samples belongs to.
public struct CohortParts: Sendable {
    public let cohort: Cohort
    public let split: Split

    public init(cohort: Cohort, split: Split) {
        self.cohort = cohort
        self.split = split
    }

    /// The samples that the network learns from.
    public var training: [Sample] { samples(in: .train) }

    /// The samples that choose the best epoch, and that calibration and operating point are fitted on.
    public var tuning: [Sample] { samples(in: .tuning) }

    /// The samples that are scored once, at the end: the validation part, or the test part where there is no other.
    public var judged: [Sample] {
        let validation = samples(in: .validation)
        return validation.isEmpty ? samples(in: .test) : validation
    }

    private func samples(in part: Part) -> [Sample] {
        cohort.samples.filter { split.parts[$0.id] == part }
    }
}
