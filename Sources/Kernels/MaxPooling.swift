internal import CVectorKernels

/// Max pooling over 2×2 of maps in channel blocks, by the kernel that pools behind batch normalization: oneDNN's takes as long
/// as a convolution on AVX2.
///
/// The backward pass works out again where the maxima lay, the first of equal ones, so nothing is kept for it but the input.
final class MaxPooling {
    private let shape: cine_normalization
    private let planes, threads: Int
    /// One number a channel: the kernel scales by ones and adds zeros.
    private let ones, zeros: [Float]
    let outputLayout: Layout

    /// `nil` where the window or the layout is another.
    init?(input: Layout, window: WindowGeometry, in workspace: Workspace) throws(KernelError) {
        guard let block = input.channelBlock, window.axes.count == 2,
            window.axes.allSatisfy({
                [$0.size, $0.stride, $0.dilation, $0.before, $0.output] == [2, 2, 1, 0, $0.extent / 2]
            })
        else { return nil }
        shape = cine_normalization(
            blocks: input.paddedChannels / block, height: input.extents[2], width: input.extents[3],
            block: Int32(block), relu: 0, pools: 1)
        planes = input.extents[0] * input.paddedChannels / block
        threads = min(workspace.operationThreads, planes)
        ones = Array(repeating: 1, count: input.paddedChannels)
        zeros = Array(repeating: 0, count: input.paddedChannels)
        outputLayout = try .blocked(
            [input.extents[0], input.extents[1]] + window.outputExtents, block: block)
    }

    func forward(input: Memory, output: Memory) -> any Operation {
        HostOperation { [self] in
            let (x, y) = (input.elements, output.elements)
            forEachStretch { shape, first, last in
                cine_normalization_forward(&shape, x, y, first, last, ones, zeros)
            }
        }
    }

    func backward(input: Memory, outputGradient: Memory, inputGradient: Memory) -> any Operation {
        HostOperation { [self] in
            let (x, dy, dx) = (input.elements, outputGradient.elements, inputGradient.elements)
            forEachStretch { shape, first, last in
                cine_normalization_backward(&shape, x, dy, dx, first, last, ones, zeros, ones, zeros, zeros)
            }
        }
    }

    private func forEachStretch(_ body: (inout cine_normalization, Int, Int) -> Void) {
        ThreadTeam.run(threads: threads) { member, members in
            var shape = shape
            body(&shape, planes * member / members, planes * (member + 1) / members)
        }
    }
}
