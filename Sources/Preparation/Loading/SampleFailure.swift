import Imaging

/// Why one sample could not be read or prepared.
public struct SampleFailure: Error, Hashable, Sendable {
    /// The stages at which a sample can fail.
    public enum Reason: Hashable, Sendable {
        case reading(ScanError)
        case preparing(PreparationError)
    }

    /// The sample's name.
    public var id: String
    public var source: ScanSource
    public var reason: Reason

    public init(id: String, source: ScanSource, reason: Reason) {
        (self.id, self.source, self.reason) = (id, source, reason)
    }
}

extension SampleFailure: CustomStringConvertible {
    /// The sentence of the stage that failed, with the file's name.
    public var description: String {
        switch reason {
        case .reading(let error): "\(error)"
        case .preparing(let error): "\(source.path): \(error)"
        }
    }
}
