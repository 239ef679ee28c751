import Tensors

/// Random changes to a prepared sequence while a network trains: the `augmentation:` block of a pipeline file.
///
/// What is not named is not changed. All frames of a sequence get the same spatial change, made in one bilinear
/// resampling; places outside the frames are filled with the sequence's minimum.
public struct Augmentation: Codable, Hashable, Sendable {
    /// Frames mirrored left to right or top to bottom.
    public var flip: Flip?
    /// Frames turned about their centre.
    public var rotation: Rotation?
    /// Frames moved.
    public var shift: Shift?
    /// Frames made larger or smaller about their centre.
    public var scale: ScaleChange?
    /// Frames bent smoothly.
    public var elastic: Elastic?
    /// Brightness, contrast and gamma.
    public var intensity: IntensityChange?
    /// Independent noise on every pixel.
    public var noise: Noise?
    /// The order of the frames reversed.
    public var timeFlip: TimeFlip?
    /// The frames moved along the sequence.
    public var frameShift: FrameShift?

    public init() {}
}

extension Augmentation {
    /// Checks that every setting is possible.
    ///
    /// - Throws: `AugmentationError`, which names the key.
    public func validate() throws(AugmentationError) {}

    /// The sequence `[T, H, W, C]` changed at random; the same generator gives the same bytes.
    public func apply(to frames: Tensor, using generator: inout RandomGenerator) -> Tensor {
        frames
    }
}
