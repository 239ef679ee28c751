/// Batch normalization over a training batch whose sequences have different lengths, for maps that `FusedNormalizationKernel`
/// does not read: y = relu?(γ·(x − μ)/√(σ² + ε) + β), statistics over the real rows. It computes on plain copies.
///
/// With dz the gradient at the normalized value, m numbers a channel and s = 1/√(σ² + ε):
/// dβ = Σdz, dγ = s·Σdz·(x − μ), dx = γ·s·(dz − dβ/m − (x − μ)·s·dγ/m), zero in padded rows.
public final class MaskedNormalizationKernel {
    public let lengths: SequenceLengths
    private let workspace: Workspace
    private let epsilon: Double
    private let relu: Bool
    private let channels, pixels: Int
    private let mean, variance: Memory
    /// The input and the output, or its gradient, N·C·H·W.
    private let plainInput, plainOutput: Memory

    /// - Parameter statistics: where mean and biased variance go, one number a channel.
    public init(
        layout: Layout, lengths: SequenceLengths, epsilon: Float, relu: Bool,
        statistics: (mean: Memory, variance: Memory), in workspace: Workspace
    ) throws(KernelError) {
        self.lengths = lengths
        self.workspace = workspace
        self.epsilon = Double(epsilon)
        self.relu = relu
        (mean, variance) = statistics
        channels = layout.extents[1]
        pixels = layout.pixels
        let plain = try Layout.plain(layout.extents)
        plainInput = try workspace.memory(plain)
        plainOutput = try workspace.memory(plain)
    }

    public func forward(
        input: Memory, scale: Memory, shift: Memory, output: Memory
    ) throws(KernelError) -> [any Operation] {
        let compute = HostOperation { [self] in
            let (x, y) = (plainInput.elements, plainOutput.elements)
            for channel in 0..<channels {
                var (sum, squares) = (0.0, 0.0)
                forEachRealNumber(of: channel) {
                    sum += Double(x[$0])
                    squares += Double(x[$0]) * Double(x[$0])
                }
                let average = sum / count
                mean.elements[channel] = Float(average)
                variance.elements[channel] = Float(max(squares / count - average * average, 0))
                let (slope, offset) = coefficients(channel, scale, shift)
                forEachRow { row in
                    for place in places(row, channel) {
                        let z = slope * Double(x[place]) + offset
                        y[place] = Float(relu ? max(z, 0) : z)
                    }
                }
            }
        }
        return [
            try Reorder.operation(from: input, to: plainInput, in: workspace), compute,
            try Reorder.operation(from: plainOutput, to: output, in: workspace),
        ]
    }

    /// Turns the output's gradient into the input's, in place.
    public func backward(
        gradient: Memory, scale: Memory, shift: Memory, scaleGradient: Memory, shiftGradient: Memory
    ) throws(KernelError) -> [any Operation] {
        let compute = HostOperation { [self] in
            let (x, d) = (plainInput.elements, plainOutput.elements)
            for channel in 0..<channels {
                let (slope, offset) = coefficients(channel, scale, shift)
                let average = Double(mean.elements[channel])
                let inverse = 1 / (Double(variance.elements[channel]) + epsilon).squareRoot()
                var (sum, product) = (0.0, 0.0)
                forEachRealNumber(of: channel) {
                    if relu, slope * Double(x[$0]) + offset <= 0 { d[$0] = 0 }
                    sum += Double(d[$0])
                    product += Double(d[$0]) * (Double(x[$0]) - average)
                }
                shiftGradient.elements[channel] = Float(sum)
                scaleGradient.elements[channel] = Float(product * inverse)
                forEachRow { row in
                    let isPadding = lengths.isPadding(row: row)
                    for place in places(row, channel) {
                        let centred = (Double(x[place]) - average) * inverse * inverse * product
                        d[place] = isPadding ? 0 : Float(slope * (Double(d[place]) - (sum + centred) / count))
                    }
                }
            }
        }
        return [
            try Reorder.operation(from: gradient, to: plainOutput, in: workspace), compute,
            try Reorder.operation(from: plainOutput, to: gradient, in: workspace),
        ]
    }

    /// How many numbers of a channel are real.
    private var count: Double { Double(lengths.rows * pixels) }

    /// z = slope·x + offset.
    private func coefficients(_ channel: Int, _ scale: Memory, _ shift: Memory) -> (slope: Double, offset: Double) {
        let slope = Double(scale.elements[channel]) / (Double(variance.elements[channel]) + epsilon).squareRoot()
        return (slope, Double(shift.elements[channel]) - Double(mean.elements[channel]) * slope)
    }

    private func places(_ row: Int, _ channel: Int) -> Range<Int> {
        let start = (row * channels + channel) * pixels
        return start..<start + pixels
    }

    private func forEachRow(_ body: (Int) -> Void) {
        for row in 0..<lengths.steps * lengths.batch { body(row) }
    }

    private func forEachRealNumber(of channel: Int, _ body: (Int) -> Void) {
        forEachRow { row in
            if !lengths.isPadding(row: row) { places(row, channel).forEach(body) }
        }
    }
}
