internal import CDNNL

/// Layer normalization of N·F over F: y = γ·(x − μ)/√(σ² + ε) + β with each row's own mean and biased variance.
public final class LayerNormalizationKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let layout, statisticsLayout: Layout
    private let epsilon: Float
    private let mean, variance: Memory?
    private static let flags = UInt32(dnnl_use_scale.rawValue | dnnl_use_shift.rawValue)

    public init(
        rows: Int, features: Int, epsilon: Float, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.epsilon = epsilon
        layout = try .plain([rows, features])
        statisticsLayout = try .plain([rows])
        forward = try PrimitiveDescriptor("layer normalization of \(layout)", in: workspace) {
            [layout, statisticsLayout] in
            dnnl_layer_normalization_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, layout.handle, layout.handle,
                statisticsLayout.handle, epsilon, Self.flags, $2)
        }
        mean = trains ? try workspace.memory(statisticsLayout) : nil
        variance = trains ? try workspace.memory(statisticsLayout) : nil
    }

    public func forward(
        input: Memory, scale: Memory, shift: Memory, output: Memory
    ) throws(KernelError) -> any Operation {
        var arguments = [
            (DNNL_ARG_SRC, input), (DNNL_ARG_DST, output), (DNNL_ARG_SCALE, scale), (DNNL_ARG_SHIFT, shift),
        ]
        if let mean, let variance { arguments += [(DNNL_ARG_MEAN, mean), (DNNL_ARG_VARIANCE, variance)] }
        return try Primitive(forward, arguments, in: workspace)
    }

    /// Turns the output's gradient into the input's, in place.
    public func backward(
        input: Memory, gradient: Memory, scale: Memory, shift: Memory, scaleGradient: Memory, shiftGradient: Memory
    ) throws(KernelError) -> any Operation {
        guard let mean, let variance else {
            throw .refused(operation: forward.name, status: "it was made without a backward pass")
        }
        let descriptor = try PrimitiveDescriptor("the gradient of \(forward.name)", in: workspace) {
            dnnl_layer_normalization_backward_primitive_desc_create(
                &$0, $1, dnnl_backward, layout.handle, layout.handle, layout.handle, statisticsLayout.handle, epsilon,
                Self.flags, forward.handle, $2)
        }
        return try Primitive(
            descriptor,
            [
                (DNNL_ARG_SRC, input), (DNNL_ARG_MEAN, mean), (DNNL_ARG_VARIANCE, variance), (DNNL_ARG_SCALE, scale),
                (DNNL_ARG_SHIFT, shift), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient),
                (DNNL_ARG_DIFF_SCALE, scaleGradient), (DNNL_ARG_DIFF_SHIFT, shiftGradient),
            ], in: workspace)
    }
}
