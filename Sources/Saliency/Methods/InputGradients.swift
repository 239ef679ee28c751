import Tensors

extension ExplainedNetwork {
    /// Gradient × input (Shrikumar et al. 2016): Σ over the channels of x·∂y/∂x, a number for each pixel.
    public func gradientTimesInput(of frames: Tensor, target: Int) throws(SaliencyError) -> SaliencyMap {
        let gradient = try inputGradients(of: [frames], target: target)[0].gradient
        return perPixel(.gradientTimesInput, frames: frames.shape[0]) { frames[$0] * gradient[$0] }
    }

    /// SmoothGrad (Smilkov et al. 2017): the magnitude of the mean of ∂y/∂x over copies of x with normal noise, added up over
    /// the channels.
    ///
    /// - Parameters:
    ///   - copies: how many.
    ///   - noise: the standard deviation of the noise, as a share of the range of x.
    public func smoothGrad(
        of frames: Tensor, target: Int, copies: Int = 16, noise: Double = 0.15, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> SaliencyMap {
        let deviation = Double((frames.elements.max() ?? 0) - (frames.elements.min() ?? 0)) * noise
        var noisy: [Tensor] = []
        for _ in 0..<copies {
            noisy.append(
                Tensor(
                    shape: frames.shape,
                    elements: frames.elements.map { $0 + Float(generator.normal() * deviation) }))
        }
        let gradients = try inputGradients(of: noisy, target: target).map(\.gradient)
        return perPixel(.smoothGrad, frames: frames.shape[0]) { place in
            abs(gradients.reduce(0) { $0 + $1[place] } / Float(copies))
        }
    }

    /// One number for each pixel: what `value` says of its channels, added up.
    func perPixel(_ method: SaliencyMethod, frames: Int, _ value: (Int) -> Float) -> SaliencyMap {
        let channels = input.channels
        let pixels = frames * input.height * input.width
        return SaliencyMap(
            method: method, slices: frames, rows: input.height, columns: input.width,
            values: (0..<pixels).map { pixel in
                (0..<channels).reduce(0) { $0 + value(pixel * channels + $1) }
            })
    }
}
