import Foundation

/// Why the engine could not do something.
public enum KernelError: Error, Hashable, Sendable {
    /// The C library refused an operation.
    case refused(operation: String, status: String)
    /// The buffers need more memory than the machine has.
    case outOfMemory(bytes: Int, available: Int)
}

extension KernelError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .refused(let operation, let status):
            "the engine refused \(operation): \(status)"
        case .outOfMemory(let bytes, let available):
            "the network needs \(bytes >> 20) MiB of memory but this machine has \(available >> 20) MiB; "
                + "use a smaller batch, smaller frames or fewer filters"
        }
    }

    public var errorDescription: String? { description }
}
