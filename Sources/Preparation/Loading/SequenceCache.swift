import Tensors

/// Tensors of samples (prepared sequences, features of frozen layers) kept in memory until a number of bytes is reached; later
/// ones are not kept.
public struct SequenceCache {
    /// The most bytes that the sequences' elements take.
    public let capacity: Int
    /// The bytes they take now.
    public private(set) var bytes = 0
    private var sequences: [Int: Tensor] = [:]

    public init(capacity: Int) {
        self.capacity = capacity
    }

    public subscript(index: Int) -> Tensor? { sequences[index] }

    /// Keeps a sequence if it has room.
    ///
    /// - Returns: whether it is kept; not where one stands there already.
    @discardableResult
    public mutating func insert(_ sequence: Tensor, at index: Int) -> Bool {
        let size = sequence.count * MemoryLayout<Float>.stride
        guard sequences[index] == nil, size <= capacity - bytes else { return false }
        sequences[index] = sequence
        bytes += size
        return true
    }
}
