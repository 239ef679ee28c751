internal import CVectorKernels

/// Batch normalization over a training batch together with the ReLU and the 2×2 max pooling that follow it, for maps in
/// channel blocks (or volumes, which are not pooled): y = pool(relu(γ·(x − μ)/√(σ² + ε) + β)).
///
/// The backward pass works out again where the maxima lay, so nothing but x is kept. With dz the gradient at the
/// normalized value, m numbers a channel and s = 1/√(σ² + ε):
/// dβ = Σdz, dγ = s·Σdz·(x − μ), dx = γ·s·(dz − dβ/m − (x − μ)·s·dγ/m). Padded rows of sequences count in no sum.
public final class FusedNormalizationKernel {
    private let shape: cine_normalization
    private let planes, channels, paddedChannels, rows: Int
    private let lengths: SequenceLengths?
    /// The rows that are no padding, as of the last forward pass.
    private var realRows: [Int]
    private let threads: Int
    private let epsilon: Double
    private let sums, products: UnsafeMutablePointer<Double>
    private let coefficients: UnsafeMutablePointer<Float>
    /// The statistics of the batch, one number a channel; the variance is biased.
    public let mean, variance: Memory
    public let outputLayout: Layout

    /// Whether the kernel reads maps that lie as `layout`.
    public static func reads(_ layout: Layout) -> Bool { layout.channelBlock != nil }

    public init(
        layout: Layout, lengths: SequenceLengths?, epsilon: Float, relu: Bool, pools: Bool, in workspace: Workspace
    ) throws(KernelError) {
        guard let block = layout.channelBlock else {
            throw .refused(operation: "fused batch normalization of \(layout)", status: "it lies in no channel blocks")
        }
        let extents = layout.extents
        let width = extents[extents.count - 1]
        paddedChannels = layout.paddedChannels
        channels = extents[1]
        planes = extents[0] * paddedChannels / block
        rows = extents[0]
        realRows = Array(0..<rows)
        self.lengths = lengths
        threads = workspace.threads
        self.epsilon = Double(epsilon)
        shape = cine_normalization(
            blocks: paddedChannels / block, height: layout.pixels / width, width: width, block: Int32(block),
            relu: relu ? 1 : 0, pools: pools ? 1 : 0)
        outputLayout =
            pools
            ? try .blocked([extents[0], extents[1], extents[2] / 2, extents[3] / 2], block: block) : layout
        let statistics = try Layout.plain([channels])
        mean = try workspace.memory(statistics)
        variance = try workspace.memory(statistics)
        sums = .allocate(capacity: planes * block)
        products = .allocate(capacity: planes * block)
        sums.initialize(repeating: 0, count: planes * block)
        products.initialize(repeating: 0, count: planes * block)
        coefficients = .allocate(capacity: Row.allCases.count * paddedChannels)
        coefficients.initialize(repeating: 0, count: Row.allCases.count * paddedChannels)
    }

    deinit {
        sums.deallocate()
        products.deallocate()
        coefficients.deallocate()
    }

    public func forward(input: Memory, scale: Memory, shift: Memory, output: Memory) -> any Operation {
        HostOperation { [self] in
            if let lengths { realRows = (0..<rows).filter { !lengths.isPadding(row: $0) } }
            let x = input.elements
            forEachStretch { first, last in
                var shape = shape
                cine_normalization_statistics(&shape, x, first, last, sums, products)
            }
            finishStatistics(scale: scale.elements, shift: shift.elements)
            let y = output.elements
            forEachStretch { first, last in
                var shape = shape
                cine_normalization_forward(&shape, x, y, first, last, row(.slope), row(.offset))
            }
        }
    }

    /// `inputGradient` may be `outputGradient` where nothing is pooled.
    public func backward(
        input: Memory, outputGradient: Memory, inputGradient: Memory, scale: Memory, scaleGradient: Memory,
        shiftGradient: Memory
    ) -> any Operation {
        HostOperation { [self] in
            let (x, dy, dx) = (input.elements, outputGradient.elements, inputGradient.elements)
            forEachStretch { first, last in
                var shape = shape
                cine_normalization_reduce(
                    &shape, x, dy, first, last, row(.slope), row(.offset), row(.mean), sums, products)
            }
            finishReduction(
                scale: scale.elements, scaleGradient: scaleGradient.elements, shiftGradient: shiftGradient.elements)
            forEachStretch { first, last in
                var shape = shape
                cine_normalization_backward(
                    &shape, x, dy, dx, first, last, row(.slope), row(.offset), row(.gradient), row(.input),
                    row(.constant))
            }
        }
    }

    /// The rows of coefficients, one number a channel: z = slope·x + offset; dx = gradient·dz + input·x + constant.
    private enum Row: Int, CaseIterable {
        case slope, offset, mean, gradient, input, constant
    }

    private func row(_ row: Row) -> UnsafeMutablePointer<Float> { coefficients + row.rawValue * paddedChannels }

    /// Adds up the planes of one channel, always in the same order.
    private func total(_ values: UnsafePointer<Double>, _ channel: Int) -> Double {
        realRows.reduce(0) { $0 + values[$1 * paddedChannels + channel] }
    }

    /// How many numbers of a channel the sums are made of.
    private var count: Double { Double(realRows.count * shape.height * shape.width) }

    private func finishStatistics(scale: UnsafePointer<Float>, shift: UnsafePointer<Float>) {
        for channel in 0..<channels {
            let mean = total(sums, channel) / count
            let variance = max(total(products, channel) / count - mean * mean, 0)
            let slope = Double(scale[channel]) / (variance + epsilon).squareRoot()
            self.mean.elements[channel] = Float(mean)
            self.variance.elements[channel] = Float(variance)
            row(.mean)[channel] = Float(mean)
            row(.slope)[channel] = Float(slope)
            row(.offset)[channel] = Float(Double(shift[channel]) - mean * slope)
        }
    }

    private func finishReduction(
        scale: UnsafePointer<Float>, scaleGradient: UnsafeMutablePointer<Float>,
        shiftGradient: UnsafeMutablePointer<Float>
    ) {
        for channel in 0..<channels {
            let mean = Double(self.mean.elements[channel])
            let inverse = 1 / (Double(variance.elements[channel]) + epsilon).squareRoot()
            let shiftSum = total(sums, channel)
            let scaleSum = total(products, channel) * inverse
            shiftGradient[channel] = Float(shiftSum)
            scaleGradient[channel] = Float(scaleSum)
            let gradient = Double(scale[channel]) * inverse
            let input = -gradient * inverse * scaleSum / count
            row(.gradient)[channel] = Float(gradient)
            row(.input)[channel] = Float(input)
            row(.constant)[channel] = Float(-gradient * shiftSum / count - input * mean)
        }
    }

    private func forEachStretch(_ body: (Int, Int) -> Void) {
        ThreadTeam.run(threads: min(threads, planes)) { member, members in
            body(planes * member / members, planes * (member + 1) / members)
        }
    }
}
