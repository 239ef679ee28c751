internal import CVectorKernels

/// One factor for each channel of each image, y = g·x, for maps in channel blocks.
public final class ChannelScaleKernel {
    private let planes: ChannelPlanes
    private let factors, zeros: Coefficients<Float>
    private let sums, products: Coefficients<Double>

    public init(layout: Layout, in workspace: Workspace) throws(KernelError) {
        planes = try ChannelPlanes(layout, in: workspace)
        factors = Coefficients(count: planes.coefficientCount)
        zeros = Coefficients(count: planes.coefficientCount)
        sums = Coefficients(count: planes.coefficientCount)
        products = Coefficients(count: planes.coefficientCount)
    }

    /// y = g·x with `gates` N·C; `output` may be `input` where no backward pass follows.
    public func forward(input: Memory, gates: Memory, output: Memory) -> any Operation {
        HostOperation { [self] in
            read(gates)
            planes.scale(input.elements, slope: factors, offset: zeros, to: output.elements)
        }
    }

    /// The gates' gradient, dg = Σdy·x.
    public func backward(input: Memory, gradient: Memory, gateGradient: Memory) -> any Operation {
        HostOperation { [self] in
            planes.sums(gradient.elements, times: input.elements, mean: zeros, sums, products: products)
            let target = gateGradient.elements
            for image in 0..<planes.images {
                for channel in 0..<planes.channels {
                    target[image * planes.channels + channel] =
                        Float(products[image * planes.paddedChannels + channel])
                }
            }
        }
    }

    /// The input's gradient, dx = g·dy, in place.
    public func backward(gates: Memory, gradient: Memory) -> any Operation {
        HostOperation { [self] in
            read(gates)
            planes.scale(gradient.elements, slope: factors, offset: zeros, to: gradient.elements)
        }
    }

    /// A step that keeps or drops whole channels by a hash of a seed and their place; on a gradient it is the backward
    /// pass. `target` may be `source`.
    public func dropping(
        from source: Memory, to target: Memory, rate: Float, seed: @escaping () -> UInt64
    ) -> any Operation {
        let count = planes.images * planes.channels
        let threshold = DropoutKernel.threshold(rate)
        let gates = Coefficients<Float>(count: count)
        return HostOperation { [self] in
            gates.start.update(repeating: 1, count: count)
            cine_dropout(gates.start, gates.start, 0, count, seed(), threshold, 1 / (1 - rate))
            read(gates.start)
            planes.scale(source.elements, slope: factors, offset: zeros, to: target.elements)
        }
    }

    private func read(_ gates: Memory) { read(gates.elements) }

    private func read(_ gates: UnsafePointer<Float>) {
        for image in 0..<planes.images {
            (factors.start + image * planes.paddedChannels)
                .update(from: gates + image * planes.channels, count: planes.channels)
        }
    }
}
