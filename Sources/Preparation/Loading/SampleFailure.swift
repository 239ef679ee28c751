import Imaging

/// Why one sample of a batch could not be read or prepared.
public struct SampleFailure: Error, Hashable, Sendable {
    /// The two stages at which a sample can fail.
    public enum Reason: Hashable, Sendable {
        case reading(ScanError)
        case preparing(PreparationError)
    }

    /// The sample.
    public var id: String
    public var source: ScanSource
    public var reason: Reason

    public init(id: String, source: ScanSource, reason: Reason) {
        (self.id, self.source, self.reason) = (id, source, reason)
    }
}
