import Tensors

/// A prepared scan: the frames that a network reads in order, and where each of them came from.
public struct FrameSequence: Sendable {
    /// The frames, `[T, H, W, C]`.
    public var frames: Tensor
    /// What was doubtful about the scan and its preparation.
    public var warnings: [PreparationWarning]
    /// Where the frames lie in the scan as stored.
    public var geometry: FrameGeometry

    public init(frames: Tensor, warnings: [PreparationWarning] = [], geometry: FrameGeometry) {
        self.frames = frames
        self.warnings = warnings
        self.geometry = geometry
    }

    /// The axis of the stored scan that was read as time: 0 (i), 1 (j), 2 (k) or 3 (the fourth).
    public var sourceAxis: Int { geometry.frameAxis }

    /// For each frame the index, along `sourceAxis` of the scan as stored, of the slice nearest to it.
    public var sourceFrames: [Int] { geometry.sourceFrames }
}
