import Tensors

/// The order in which a scan's frames are read.
public enum FrameOrder: String, CaseIterable, Codable, Hashable, Sendable {
    /// Shuffled in time, each scan in an order of its own that depends on its name alone: a control that shows whether the
    /// order of the frames matters.
    case scrambled
}

extension FrameSequence {
    /// The same frames in the order that `order` asks for.
    ///
    /// - Parameter stream: the number of the scan's name.
    func ordered(_ order: FrameOrder?, stream: UInt64) -> FrameSequence {
        guard order == .scrambled else { return self }
        var generator = RandomGenerator(seed: 0x73_6372_616D, stream: [stream])
        let count = frames.shape.extents[0]
        let order = generator.permutation(of: count)
        let size = frames.count / max(count, 1)
        let elements = frames.elements
        var scrambled = self
        scrambled.frames = Tensor(
            shape: frames.shape, elements: order.flatMap { elements[$0 * size..<($0 + 1) * size] })
        scrambled.geometry.framePositions = order.map { geometry.framePositions[$0] }
        return scrambled
    }
}
