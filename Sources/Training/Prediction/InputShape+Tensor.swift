import Networks
import Tensors

extension InputShape {
    /// The shape of a prepared sequence, T × H × W × C.
    public init(of sequence: Tensor) {
        self.init(
            frames: sequence.shape[0], height: sequence.shape[1], width: sequence.shape[2],
            channels: sequence.shape[3])
    }
}
