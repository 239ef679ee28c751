/// Group normalization (Wu and He 2018) of maps in channel blocks: y = γ_c·(x − μ)/√(σ² + ε) + β_c with the mean and the biased
/// variance of each image's group of channels.
///
/// With m numbers in a group, s = 1/√(σ² + ε), P_c = Σdy and Q_c = Σdy·(x − μ) over one channel of one image:
/// dβ_c = ΣP_c and dγ_c = Σs·Q_c over the images, dx = s·(γ_c·dy − ΣγP/m − (x − μ)·s²·ΣγQ/m) with sums over the group.
public final class GroupNormalizationKernel {
    private let planes: ChannelPlanes
    private let groups: Int
    private let epsilon: Double
    private let sums, products: Coefficients<Double>
    private let slope, offset, mean, deviation: Coefficients<Float>

    /// - Parameter groups: divides the channels.
    public init(layout: Layout, groups: Int, epsilon: Float, in workspace: Workspace) throws(KernelError) {
        planes = try ChannelPlanes(layout, in: workspace)
        self.groups = groups
        self.epsilon = Double(epsilon)
        let count = planes.coefficientCount
        sums = Coefficients(count: count)
        products = Coefficients(count: count)
        slope = Coefficients(count: count)
        offset = Coefficients(count: count)
        mean = Coefficients(count: count)
        deviation = Coefficients(count: count)
    }

    /// `output` may be `input` where no backward pass follows.
    public func forward(input: Memory, scale: Memory, shift: Memory, output: Memory) -> any Operation {
        HostOperation { [self] in
            planes.sums(input.elements, sums, squares: products)
            let (scale, shift) = (scale.elements, shift.elements)
            forEachGroup { members, first in
                let count = Double(members.count * planes.pixels)
                let average = members.reduce(0) { $0 + sums[$1] } / count
                let variance = max(members.reduce(0) { $0 + products[$1] } / count - average * average, 0)
                let inverse = 1 / (variance + epsilon).squareRoot()
                for (channel, place) in zip(first..., members) {
                    let factor = Double(scale[channel]) * inverse
                    mean[place] = Float(average)
                    deviation[place] = Float(inverse)
                    slope[place] = Float(factor)
                    offset[place] = Float(Double(shift[channel]) - average * factor)
                }
            }
            planes.scale(input.elements, slope: slope, offset: offset, to: output.elements)
        }
    }

    /// Turns the output's gradient into the input's, in place; both lie as the input.
    public func backward(
        input: Memory, gradient: Memory, scale: Memory, scaleGradient: Memory, shiftGradient: Memory
    ) -> any Operation {
        let factor = Coefficients<Float>(count: planes.coefficientCount)
        let constant = Coefficients<Float>(count: planes.coefficientCount)
        return HostOperation { [self] in
            planes.sums(gradient.elements, times: input.elements, mean: mean, sums, products: products)
            let scale = scale.elements
            let (scaleGradient, shiftGradient) = (scaleGradient.elements, shiftGradient.elements)
            for channel in 0..<planes.channels {
                let places = (0..<planes.images).map { $0 * planes.paddedChannels + channel }
                shiftGradient[channel] = Float(places.reduce(0) { $0 + sums[$1] })
                scaleGradient[channel] = Float(places.reduce(0) { $0 + products[$1] * Double(deviation[$1]) })
            }
            forEachGroup { members, first in
                let count = Double(members.count * planes.pixels)
                let inverse = Double(deviation[members.lowerBound])
                var (sum, product) = (0.0, 0.0)
                for (channel, place) in zip(first..., members) {
                    sum += Double(scale[channel]) * sums[place]
                    product += Double(scale[channel]) * products[place]
                }
                let slope = -inverse * inverse * inverse * product / count
                for place in members {
                    factor[place] = Float(slope)
                    constant[place] = Float(-inverse * sum / count - slope * Double(mean[place]))
                }
            }
            planes.combine(
                gradient.elements, self.slope, input.elements, factor, constant, to: gradient.elements)
        }
    }

    /// Calls `body` with the places of each group's coefficients and the group's first channel.
    private func forEachGroup(_ body: (Range<Int>, Int) -> Void) {
        let size = planes.channels / groups
        for image in 0..<planes.images {
            for group in 0..<groups {
                let start = image * planes.paddedChannels + group * size
                body(start..<start + size, group * size)
            }
        }
    }
}
