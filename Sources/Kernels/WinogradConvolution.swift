internal import CVectorKernels

/// One pass of a 3×3 convolution with stride 1 by Winograd's algorithm (Lavin and Gray, arXiv:1509.09308), over maps in channel
/// blocks.
///
/// The weights lie as 3·3·I·O. The same threads give the same bytes: each takes a fixed stretch of the tiles, and the
/// weight gradient's sums are added in the threads' order. The forward pass and the input's gradient give the same bytes
/// with any number of threads.
final class WinogradConvolution {
    private var shape: cine_winograd
    private let threads, tiles: Int

    /// - Parameters:
    ///   - tile: the output's tiles are `tile`×`tile` pixels, 2 or 4.
    ///   - batch: how many images one pass reads.
    ///   - block: the length of the channel blocks.
    init(
        tile: Int, window: WindowGeometry, batch: Int, channels: Int, filters: Int, block: Int,
        then activation: FusedActivation?, in workspace: Workspace
    ) {
        let (rows, columns) = (window.axes[0], window.axes[1])
        shape = cine_winograd(
            channels: channels, filters: filters, height: rows.extent, width: columns.extent,
            output_height: rows.output, output_width: columns.output, top: rows.before, left: columns.before,
            chunk: Self.tilesAtOnce, block: Int32(block), tile: Int32(tile), clips: activation == nil ? 0 : 1,
            upper: activation?.upperBound ?? .infinity)
        tiles = cine_winograd_tiles(&shape, batch)
        threads = min(workspace.operationThreads, tiles)
    }

    /// How many tiles are transformed at once: as many as mostly keep what they become in the second-level cache.
    private static let tilesAtOnce = 48

    /// Whether the algorithm can compute a convolution.
    static func computes(window: WindowGeometry, channels: Int, filters: Int, groups: Int) -> Bool {
        window.axes.count == 2 && groups == 1 && channels.isMultiple(of: 16) && filters.isMultiple(of: 16)
            && window.axes.allSatisfy {
                $0.size == 3 && $0.stride == 1 && $0.dilation == 1 && (0...2).contains($0.before)
            }
    }

    /// How the weights lie.
    static func weightsLayout(_ extents: [Int]) throws(KernelError) -> Layout {
        try .strided(
            extents, strides: [1, extents[0], 3 * extents[1] * extents[0], extents[1] * extents[0]])
    }

    private var transformedCount: Int { withUnsafePointer(to: shape, cine_winograd_transformed_weights) }
    private var scratchCount: Int { withUnsafePointer(to: shape, cine_winograd_scratch) }
}

extension WinogradConvolution {
    /// A tensor for weights that are transformed once and read by many passes.
    func transformedWeights(in workspace: Workspace) throws(KernelError) -> Memory {
        try workspace.memory(.plain([transformedCount]))
    }

    /// Transforms the weights of a forward pass.
    func transformation(of weights: Memory, into transformed: Memory) -> any Operation {
        HostOperation { [self] in transform(weights.elements, into: transformed.elements, isTurned: false) }
    }

    /// The forward pass out of transformed weights.
    func forward(
        input: Memory, transformed: Memory, bias: Memory?, output: Memory, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let scratch = try workspace.scratchpad(.plain([threads * scratchCount]))
        return HostOperation { [self] in
            compute(input.elements, transformed.elements, bias?.elements, output.elements, scratch: scratch.elements)
        }
    }

    /// The forward pass; or, where `isTurned`, the input's gradient: a convolution of the output's gradient whose shape this
    /// is, with the forward pass's weights.
    func operation(
        input: Memory, weights: Memory, isTurned: Bool, bias: Memory?, output: Memory, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let scratch = try workspace.scratchpad(.plain([transformedCount + threads * scratchCount]))
        return HostOperation { [self] in
            let transformed = scratch.elements
            transform(weights.elements, into: transformed, isTurned: isTurned)
            compute(
                input.elements, transformed, bias?.elements, output.elements, scratch: transformed + transformedCount)
        }
    }

    /// The gradients of the weights and the bias.
    func gradient(
        input: Memory, outputGradient: Memory, weightsGradient: Memory, biasGradient: Memory?, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let scratch = try workspace.scratchpad(.plain([threads * (transformedCount + scratchCount)]))
        let filters = shape.filters
        return HostOperation { [self] in
            let sums = scratch.elements
            let (x, dy) = (input.elements, outputGradient.elements)
            withUnsafeTemporaryAllocation(of: Double.self, capacity: threads * filters) { biasSums in
                biasSums.initialize(repeating: 0)
                ThreadTeam.run(threads: threads) { member, members in
                    var shape = shape
                    let own = sums + member * transformedCount
                    // A team may be smaller than asked for; the parts of the members that are missing are added, too.
                    for part in stride(from: member, to: threads, by: members) {
                        (sums + part * transformedCount).update(repeating: 0, count: transformedCount)
                    }
                    cine_winograd_gradient(
                        &shape, x, dy, tiles * member / members, tiles * (member + 1) / members, own,
                        biasGradient == nil ? nil : biasSums.baseAddress.map { $0 + member * filters },
                        sums + threads * transformedCount + member * scratchCount)
                }
                forEachPanel { shape, first, last in
                    cine_winograd_finish_gradient(&shape, first, last, sums, threads, weightsGradient.elements)
                }
                guard let biasGradient else { return }
                for filter in 0..<filters {
                    let parts = stride(from: filter, to: biasSums.count, by: filters)
                    biasGradient.elements[filter] = Float(parts.reduce(0) { $0 + biasSums[$1] })
                }
            }
        }
    }

    private func transform(
        _ weights: UnsafePointer<Float>, into transformed: UnsafeMutablePointer<Float>, isTurned: Bool
    ) {
        forEachPanel { shape, first, last in
            cine_winograd_weights(&shape, isTurned ? 1 : 0, first, last, weights, transformed)
        }
    }

    private func compute(
        _ input: UnsafePointer<Float>, _ transformed: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
        _ output: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        ThreadTeam.run(threads: threads) { member, members in
            var shape = shape
            cine_winograd_forward(
                &shape, input, transformed, bias, output, tiles * member / members, tiles * (member + 1) / members,
                scratch + member * scratchCount)
        }
    }

    /// Shares the panels of 16 filters among the threads.
    private func forEachPanel(_ body: (inout cine_winograd, Int, Int) -> Void) {
        let panels = shape.filters / 16
        ThreadTeam.run(threads: min(threads, panels)) { member, members in
            var shape = shape
            body(&shape, panels * member / members, panels * (member + 1) / members)
        }
    }
}

extension FusedActivation {
    /// The largest value that it lets through.
    fileprivate var upperBound: Float {
        switch self {
        case .relu: .infinity
        case .relu6: 6
        }
    }
}
