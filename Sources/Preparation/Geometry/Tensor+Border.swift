import Tensors

extension Tensor {
    /// Frames `[T, H, W, C]` with borders of one value around them.
    func bordered(top: Int, bottom: Int, left: Int, right: Int, with value: Float) -> Tensor {
        if top + bottom + left + right == 0 { return self }
        let (times, height, width, channels) = (shape[0], shape[1], shape[2], shape[3])
        let (tall, wide) = (height + top + bottom, width + left + right)
        return withUnsafeElements { source in
            Tensor(shape: [times, tall, wide, channels]) { result in
                result.initialize(repeating: value)
                for time in 0..<times {
                    for row in 0..<height {
                        let from = (time * height + row) * width * channels
                        let to = ((time * tall + row + top) * wide + left) * channels
                        for n in 0..<width * channels { result[to + n] = source[from + n] }
                    }
                }
            }
        }
    }
}
