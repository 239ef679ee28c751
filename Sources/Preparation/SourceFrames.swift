import Tensors

/// Which of a scan's frames a sequence is made of.
public struct SourceFrames: Hashable, Sendable {
    /// For each frame of the sequence the nearest frame of the scan as stored.
    public var places: [Int]
    /// How many frames the scan has as stored.
    public var count: Int

    public init(places: [Int], count: Int) {
        (self.places, self.count) = (places, count)
    }

    /// The frames in another order; one may stand there more than once.
    func selecting(_ order: [Int]?) -> SourceFrames {
        order.map { order in SourceFrames(places: order.map { places[$0] }, count: count) } ?? self
    }
}

extension FrameSequence {
    /// Which of the scan's frames the sequence is made of.
    public var source: SourceFrames {
        SourceFrames(places: sourceFrames, count: geometry.storedExtents[sourceAxis])
    }
}

extension FrameSequence {
    /// The same frames and their places, without the way back to a voxel.
    var loaded: LoadedSequence { LoadedSequence(frames: frames, source: source) }
}

/// A prepared, perhaps augmented sequence `[T, H, W, C]`, and which of the scan's frames it is made of.
public struct LoadedSequence: Sendable {
    public var frames: Tensor
    public var source: SourceFrames
}
