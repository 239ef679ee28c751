import SystemPackage

/// Why a scan could not be read or written, and which.
public struct ScanError: Error, Hashable, Sendable {
    /// The file or folder.
    public var path: FilePath
    /// What was wrong with it.
    public var reason: Reason

    public init(path: FilePath, reason: Reason) {
        (self.path, self.reason) = (path, reason)
    }

    /// What was wrong, with the operands that a sentence needs.
    public enum Reason: Error, Hashable, Sendable {
        /// The system refused an operation, such as "open".
        case system(operation: String, Errno)
        case unsupported(String)
    }
}
