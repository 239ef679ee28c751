import Tensors

extension Tensor {
    /// The tensor with one axis resampled: every sample is the weighted sum of its voxels.
    ///
    /// - Precondition: `weights` were made for the axis's extent.
    func resampled(axis: Int, with weights: ResamplingWeights) -> Tensor {
        if weights.isIdentity { return self }
        var extents = shape.extents
        let outer = extents[..<axis].reduce(1, *)
        let inner = extents[(axis + 1)...].reduce(1, *)
        let extent = extents[axis]
        extents[axis] = weights.count
        return withUnsafeElements { source in
            Tensor(shape: Shape(extents)) { result in
                for block in 0..<outer {
                    for sample in 0..<weights.count {
                        let from = (block * extent + weights.starts[sample]) * inner
                        let to = (block * weights.count + sample) * inner
                        Self.combine(
                            source, from: from, inner: inner, weights: weights.weights[sample],
                            into: UnsafeMutableBufferPointer(rebasing: result[to..<to + inner]))
                    }
                }
            }
        }
    }

    /// `into[n] = Σ weights[tap] · source[from + tap · inner + n]`.
    private static func combine(
        _ source: UnsafeBufferPointer<Float>, from: Int, inner: Int, weights: [Float],
        into result: UnsafeMutableBufferPointer<Float>
    ) {
        if inner == 1 {
            var sum: Float = 0
            for tap in 0..<weights.count { sum += weights[tap] * source[from + tap] }
            result.initializeElement(at: 0, to: sum)
            return
        }
        let first = weights[0]
        for n in 0..<inner { result[n] = first * source[from + n] }
        for tap in 1..<max(weights.count, 1) {
            let weight = weights[tap]
            let row = from + tap * inner
            for n in 0..<inner { result[n] += weight * source[row + n] }
        }
    }
}
