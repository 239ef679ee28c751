/// What was measured once about a model's maps on the run's own cohort.
public enum TrustCard: Codable, Sendable, Hashable {
    /// `cine trust` has not been run.
    case notMeasured
    /// One row a check.
    case measured([TrustRow])
}
