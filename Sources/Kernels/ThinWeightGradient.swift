internal import CDNNL
internal import CVectorKernels

/// The weight gradient of a 3×3 convolution of one to three input channels: oneDNN fills a whole channel block for them.
///
/// dw[o,i,r,q] = Σ dy[n,o,h,w]·x[n,i,h+r−1,w+q−1], db[o] = Σ dy[n,o,h,w]: sums of a row in float32, of rows in double precision.
final class ThinWeightGradient {
    private let shape: cine_thin_convolution
    private let batch, filters, threads: Int
    /// Each thread's sums, weights before biases, and its padded image.
    private let sums: UnsafeMutableBufferPointer<Double>
    private let padded: UnsafeMutableBufferPointer<Float>

    /// `nil` where the shapes or the layouts of the convolution's tensors do not fit.
    init?(window: WindowGeometry, input: Layout, weights: Layout, output: Layout, threads: Int) throws(KernelError) {
        guard window.isPaddedByOne, weights.extents.count == 4, (1...3).contains(input.extents[1]),
            try input == .plain(input.extents),
            let block = output.channelBlock, try weights == .thin(weights.extents, block: block)
        else { return nil }
        shape = cine_thin_convolution(
            channels: input.extents[1], height: window.axes[0].extent, width: window.axes[1].extent,
            blocks: output.paddedChannels / block, block: Int32(block))
        batch = input.extents[0]
        filters = output.extents[1]
        self.threads = min(threads, batch)
        sums = .allocate(capacity: self.threads * (9 * shape.channels + 1) * output.paddedChannels)
        sums.initialize(repeating: 0)
        padded = .allocate(capacity: self.threads * shape.channels * (shape.height + 2) * (shape.width + 2))
        padded.initialize(repeating: 0)
    }

    deinit {
        sums.deallocate()
        padded.deallocate()
    }

    func operation(
        input: Memory, outputGradient: Memory, weightsGradient: Memory, biasGradient: Memory?
    ) -> any Operation {
        HostOperation { [self] in
            sums.update(repeating: 0)
            ThreadTeam.run(threads: threads) { member, members in
                add(
                    images: batch * member / members..<batch * (member + 1) / members, of: input.elements,
                    outputGradient.elements, member: member, bias: biasGradient != nil)
            }
            finish(weightsGradient.elements, biasGradient?.elements)
        }
    }

    private var paddedFilters: Int { shape.blocks * Int(shape.block) }
    private var weightCount: Int { 9 * shape.channels * paddedFilters }

    private func add(
        images: Range<Int>, of input: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, member: Int, bias: Bool
    ) {
        guard let sums = sums.baseAddress, let padded = padded.baseAddress else { return }
        var shape = shape
        let pixels = shape.height * shape.width
        let own = sums + member * (weightCount + paddedFilters)
        let map = padded + member * shape.channels * (shape.height + 2) * (shape.width + 2)
        for image in images {
            cine_thin_convolution_pad(&shape, input + image * shape.channels * pixels, map)
            cine_thin_convolution_gradient(
                &shape, map, gradient + image * paddedFilters * pixels, own, bias ? own + weightCount : nil)
        }
    }

    /// Adds up the threads' sums, always in the same order; padding stays zero.
    private func finish(_ weights: UnsafeMutablePointer<Float>, _ biases: UnsafeMutablePointer<Float>?) {
        let count = weightCount + paddedFilters
        func total(_ place: Int) -> Float {
            Float(stride(from: place, to: sums.count, by: count).reduce(0) { $0 + sums[$1] })
        }
        let block = Int(shape.block)
        for place in 0..<weightCount where place / (9 * shape.channels * block) * block + place % block < filters {
            weights[place] = total(place)
        }
        if let biases {
            for filter in 0..<filters { biases[filter] = total(weightCount + filter) }
        }
    }
}

extension WindowGeometry {
    /// Whether this is a dense 3×3 window with stride 1 and one pixel of padding on every side.
    fileprivate var isPaddedByOne: Bool {
        axes.count == 2
            && axes.allSatisfy { $0.size == 3 && [$0.stride, $0.dilation, $0.before, $0.after] == [1, 1, 1, 1] }
    }
}

extension Layout {
    /// Weights of few input channels: `O/b·H·W·I·b`.
    fileprivate static func thin(_ extents: [Int], block: Int) throws(KernelError) -> Layout {
        try tagged(extents, block == 16 ? dnnl_Acdb16a : dnnl_Acdb8a)
    }
}
