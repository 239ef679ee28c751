/// The one owner of a tensor's memory.
///
/// `Tensor` writes only to storage that it holds alone, which makes sharing across threads safe.
final class TensorStorage: @unchecked Sendable {
    static let alignment = 64

    let elements: UnsafeMutableBufferPointer<Float>

    init(count: Int) {
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: Self.alignment)
        elements = UnsafeMutableBufferPointer(
            start: bytes.bindMemory(to: Float.self, capacity: max(count, 1)), count: count)
    }

    convenience init(copying other: TensorStorage) {
        self.init(count: other.elements.count)
        _ = elements.initialize(fromContentsOf: other.elements)
    }

    deinit {
        UnsafeMutableRawPointer(elements.baseAddress)?.deallocate()
    }
}
