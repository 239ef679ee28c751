import Tensors

/// Prepared sequences kept in memory until a number of bytes is reached; later ones are not kept.
struct SequenceCache {
    /// The most bytes that the sequences' elements take.
    let capacity: Int
    /// The bytes they take now.
    private(set) var bytes = 0
    private var sequences: [Int: Tensor] = [:]

    init(capacity: Int) {
        self.capacity = capacity
    }

    subscript(index: Int) -> Tensor? { sequences[index] }

    /// Keeps a sequence if it has room.
    mutating func insert(_ sequence: Tensor, at index: Int) {
        let size = sequence.count * MemoryLayout<Float>.stride
        guard sequences[index] == nil, size <= capacity - bytes else { return }
        sequences[index] = sequence
        bytes += size
    }
}
