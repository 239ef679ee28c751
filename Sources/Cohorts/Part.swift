/// What a sample is used for.
public enum Part: String, Codable, CaseIterable, Sendable {
    /// The weights are fitted on it.
    case train
    /// Early stopping and the best checkpoint are chosen on it.
    case tuning
    /// It is scored once, at the end.
    case validation
    /// It is scored by others.
    case test
}
