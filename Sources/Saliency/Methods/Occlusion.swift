import Tensors

extension ExplainedNetwork {
    /// Occlusion (Zeiler and Fergus 2014): how much the logit falls where a box of pixels is replaced by the mean of its frame.
    ///
    /// An image is cut into 8×8 patches, a sequence into as many boxes of up to 8 stretches of frames.
    public func occlusion(of frames: Tensor, target: Int) throws(SaliencyError) -> SaliencyMap {
        try occlusion(
            .occlusion, of: frames, target: target, slices: min(8, frames.shape[0]), rows: min(8, input.height),
            columns: min(8, input.width))
    }

    /// Occlusion of whole frames: one number for each frame.
    public func frameOcclusion(of frames: Tensor, target: Int) throws(SaliencyError) -> SaliencyMap {
        try occlusion(.frameOcclusion, of: frames, target: target, slices: frames.shape[0], rows: 1, columns: 1)
    }

    private func occlusion(
        _ method: SaliencyMethod, of frames: Tensor, target: Int, slices: Int, rows: Int, columns: Int
    ) throws(SaliencyError) -> SaliencyMap {
        let means = frames.frameMeans
        func stretch(_ index: Int, of count: Int, over extent: Int) -> Range<Int> {
            index * extent / count..<(index + 1) * extent / count
        }
        var falls: [Float] = []
        let whole = try logits(of: [frames])[0][target]
        let boxes = slices * rows * columns
        for first in stride(from: 0, to: boxes, by: 16) {
            let versions = (first..<min(first + 16, boxes)).map { box in
                var version = frames
                version.withUnsafeMutableElements { elements in
                    for frame in stretch(box / (rows * columns), of: slices, over: frames.shape[0]) {
                        for row in stretch(box / columns % rows, of: rows, over: input.height) {
                            for column in stretch(box % columns, of: columns, over: input.width) {
                                let pixel = (frame * input.height + row) * input.width + column
                                for channel in 0..<input.channels {
                                    elements[pixel * input.channels + channel] = means[frame]
                                }
                            }
                        }
                    }
                }
                return version
            }
            falls += try logits(of: versions).map { whole - $0[target] }
        }
        return SaliencyMap(method: method, slices: slices, rows: rows, columns: columns, values: falls)
    }
}

extension Tensor {
    /// The sequence T·H·W·C whose frames show their own means.
    var showingMeans: Tensor {
        let length = count / shape[0]
        return Tensor(shape: shape, elements: frameMeans.flatMap { [Float](repeating: $0, count: length) })
    }

    /// The mean of each frame of a sequence T·H·W·C.
    var frameMeans: [Float] {
        let length = count / shape[0]
        return withUnsafeElements { elements in
            (0..<shape[0]).map { frame in
                Float(
                    elements[frame * length..<(frame + 1) * length].reduce(0) { $0 + Double($1) } / Double(length))
            }
        }
    }
}
