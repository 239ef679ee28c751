internal import CVectorKernels

/// Maps (or volumes) in channel blocks, taken as planes: the pixels of one block of channels of one image. Every plane has its
/// own row of coefficients, so each channel of each image can be scaled on its own.
final class ChannelPlanes {
    let images, channels, paddedChannels, pixels: Int
    private let shape: cine_normalization
    private let threads: Int

    /// How many coefficients there are: one for each channel of each image, padding included.
    var coefficientCount: Int { images * paddedChannels }

    /// - Throws: `KernelError.refused` where `layout` has no channel blocks.
    init(_ layout: Layout, in workspace: Workspace) throws(KernelError) {
        guard let block = layout.channelBlock else {
            throw .refused(operation: "a scaling of the channels of \(layout)", status: "it lies in no channel blocks")
        }
        images = layout.extents[0]
        channels = layout.extents[1]
        paddedChannels = layout.paddedChannels
        pixels = layout.pixels
        shape = cine_normalization(
            blocks: images * paddedChannels / block, height: 1, width: pixels, block: Int32(block), relu: 0, pools: 0)
        threads = workspace.operationThreads
    }

    /// Sums of x and of x².
    func sums(_ x: UnsafePointer<Float>, _ sums: Coefficients<Double>, squares: Coefficients<Double>) {
        forEachStretch { shape, first, last in
            cine_normalization_statistics(shape, x, first, last, sums.start, squares.start)
        }
    }

    /// y = slope·x + offset; y may be x.
    func scale(
        _ x: UnsafePointer<Float>, slope: Coefficients<Float>, offset: Coefficients<Float>,
        to y: UnsafeMutablePointer<Float>
    ) {
        forEachStretch { shape, first, last in
            cine_normalization_forward(shape, x, y, first, last, slope.start, offset.start)
        }
    }

    /// Sums of dy and of dy·(x − mean).
    func sums(
        _ dy: UnsafePointer<Float>, times x: UnsafePointer<Float>, mean: Coefficients<Float>,
        _ sums: Coefficients<Double>, products: Coefficients<Double>
    ) {
        forEachStretch { shape, first, last in
            cine_normalization_reduce(
                shape, x, dy, first, last, mean.start, mean.start, mean.start, sums.start, products.start)
        }
    }

    /// dx = a·dy + b·x + c; dx may be dy.
    func combine(
        _ dy: UnsafePointer<Float>, _ a: Coefficients<Float>, _ x: UnsafePointer<Float>, _ b: Coefficients<Float>,
        _ c: Coefficients<Float>, to dx: UnsafeMutablePointer<Float>
    ) {
        forEachStretch { shape, first, last in
            cine_normalization_backward(
                shape, x, dy, dx, first, last, a.start, a.start, a.start, b.start, c.start)
        }
    }

    private func forEachStretch(_ body: (UnsafePointer<cine_normalization>, Int, Int) -> Void) {
        let planes = shape.blocks
        ThreadTeam.run(threads: min(threads, planes)) { member, members in
            withUnsafePointer(to: shape) { body($0, planes * member / members, planes * (member + 1) / members) }
        }
    }
}

/// One owner of numbers that kernels read and write, all 0 at first.
final class Coefficients<Number: Numeric> {
    let start: UnsafeMutablePointer<Number>

    init(count: Int) {
        start = .allocate(capacity: count)
        start.initialize(repeating: 0, count: count)
    }

    deinit { start.deallocate() }

    subscript(index: Int) -> Number {
        get { start[index] }
        set { start[index] = newValue }
    }
}
