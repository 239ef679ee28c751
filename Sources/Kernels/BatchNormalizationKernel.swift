internal import CDNNL

/// Batch normalization of N·C·H·W (N·C·D·H·W) over all axes but C, with an optional ReLU in the same pass:
/// y = γ·(x − μ)/√(σ² + ε) + β.
public final class BatchNormalizationKernel {
    /// Where the statistics come from.
    public enum Statistics: Hashable, Sendable {
        /// The batch itself, as in training.
        case batch
        /// What was kept of earlier batches.
        case past
    }

    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let layout: Layout
    private let epsilon: Float
    private let flags: UInt32
    private let mask: Memory?
    /// The statistics of the batch (training) or of the past (otherwise), one number a channel; the variance is biased.
    public let mean, variance: Memory

    public init(
        layout: Layout, epsilon: Float, relu: Bool, statistics source: Statistics, differentiates: Bool,
        in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.layout = layout
        self.epsilon = epsilon
        var flags = dnnl_use_scale.rawValue | dnnl_use_shift.rawValue
        if relu { flags |= dnnl_fuse_norm_relu.rawValue }
        if source == .past { flags |= dnnl_use_global_stats.rawValue }
        self.flags = UInt32(flags)
        forward = try PrimitiveDescriptor("batch normalization of \(layout)", in: workspace) { [flags = self.flags] in
            dnnl_batch_normalization_forward_primitive_desc_create(
                &$0, $1, differentiates ? dnnl_forward_training : dnnl_forward_inference, layout.handle,
                layout.handle, epsilon, flags, $2)
        }
        let statistics = try Layout.plain([layout.extents[1]])
        mean = try workspace.memory(statistics)
        variance = try workspace.memory(statistics)
        if let layout = try forward.layout(dnnl_query_workspace_md), layout.bytes > 0 {
            mask = try workspace.memory(layout)
        } else {
            mask = nil
        }
    }

    public func forward(
        input: Memory, scale: Memory, shift: Memory, output: Memory
    ) throws(KernelError) -> any Operation {
        var arguments = [
            (DNNL_ARG_SRC, input), (DNNL_ARG_DST, output), (DNNL_ARG_MEAN, mean), (DNNL_ARG_VARIANCE, variance),
            (DNNL_ARG_SCALE, scale), (DNNL_ARG_SHIFT, shift),
        ]
        if let mask { arguments.append((DNNL_ARG_WORKSPACE, mask)) }
        return try Primitive(forward, arguments, in: workspace)
    }

    /// Turns the output's gradient into the input's, in place; both lie as the input.
    public func backward(
        input: Memory, gradient: Memory, scale: Memory, shift: Memory, scaleGradient: Memory, shiftGradient: Memory
    ) throws(KernelError) -> any Operation {
        let descriptor = try PrimitiveDescriptor("the gradient of \(forward.name)", in: workspace) {
            dnnl_batch_normalization_backward_primitive_desc_create(
                &$0, $1, dnnl_backward, layout.handle, layout.handle, layout.handle, epsilon, flags, forward.handle, $2)
        }
        var arguments = [
            (DNNL_ARG_SRC, input), (DNNL_ARG_MEAN, mean), (DNNL_ARG_VARIANCE, variance), (DNNL_ARG_SCALE, scale),
            (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient), (DNNL_ARG_DIFF_SCALE, scaleGradient),
            (DNNL_ARG_DIFF_SHIFT, shiftGradient),
        ]
        if cine_dnnl_gradient_takes_shift() != 0 { arguments.append((DNNL_ARG_SHIFT, shift)) }
        if let mask { arguments.append((DNNL_ARG_WORKSPACE, mask)) }
        return try Primitive(descriptor, arguments, in: workspace)
    }
}
