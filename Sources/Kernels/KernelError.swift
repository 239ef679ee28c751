import Foundation

/// Why the engine could not do something.
public enum KernelError: Error, Hashable, Sendable {
    /// The C library refused an operation.
    case refused(operation: String, status: String)
    /// The buffers need more memory than they may take on this machine.
    case outOfMemory(bytes: Int, available: Int)
}

extension KernelError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .refused(let operation, let status):
            "the engine refused \(operation): \(status)"
        case .outOfMemory(let bytes, let available):
            "the network needs at least \(bytes >> 20) MiB of memory but may take \(available >> 20) MiB here, four fifths of what "
                + "the machine has; use a smaller batch, fewer or smaller frames, or fewer filters"
        }
    }

    public var errorDescription: String? { description }
}
