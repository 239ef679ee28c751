import Networks
import Tensors

extension InputShape {
    /// The shape of a prepared sequence, T × H × W × C.
    public init(of sequence: Tensor) {
        self.init(
            frames: sequence.shape[0], height: sequence.shape[1], width: sequence.shape[2],
            channels: sequence.shape[3])
    }

    /// Whether a network of this input reads a prepared sequence, T × H × W × C.
    ///
    /// - Parameter fewerFrames: whether the sequence may lack frames, which are then padding.
    public func admits(_ sequence: Tensor, fewerFrames: Bool) -> Bool {
        var shape = InputShape(of: sequence)
        shape.clinical = clinical
        if fewerFrames, (1...frames).contains(shape.frames) { shape.frames = frames }
        return shape == self
    }
}
