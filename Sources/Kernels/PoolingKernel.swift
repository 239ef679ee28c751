internal import CDNNL

/// Max or average pooling of a map or a volume, N·C·H·W or N·C·D·H·W; the average does not count padding.
public final class PoolingKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let reduction: PoolingReduction
    private let window: WindowGeometry
    private let input: Layout
    private let workspaceMemory: Memory?

    public init(
        _ reduction: PoolingReduction, input: Layout, window: WindowGeometry, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.reduction = reduction
        self.window = window
        self.input = input
        let name = "pooling of \(input) over \(Layout.text(window.sizes))"
        var source = input.descriptor
        var target = try Layout.any(Array(input.extents.prefix(2)) + window.outputExtents).descriptor
        var operation = dnnl_pooling_desc_t()
        try Engine.check(
            dnnl_pooling_forward_desc_init(
                &operation, trains ? dnnl_forward_training : dnnl_forward_inference, reduction.algorithm, &source,
                &target, window.strides, window.kernel, window.paddingBefore, window.paddingAfter), name)
        forward = try PrimitiveDescriptor(operation, in: workspace, name: name)
        if let layout = forward.layout(dnnl_query_workspace_md), layout.bytes > 0 {
            workspaceMemory = try workspace.memory(layout)
        } else {
            workspaceMemory = nil
        }
    }

    public var outputLayout: Layout { get throws(KernelError) { try forward.required(dnnl_query_dst_md) } }

    public func forward(input: Memory, output: Memory) throws(KernelError) -> any Operation {
        var arguments = [(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)]
        if let workspaceMemory { arguments.append((DNNL_ARG_WORKSPACE, workspaceMemory)) }
        return try Primitive(forward, arguments, in: workspace)
    }

    /// `outputGradient` lies as the output and `inputGradient` as the input.
    public func backward(outputGradient: Memory, inputGradient: Memory) throws(KernelError) -> any Operation {
        let name = "the gradient of \(forward.name)"
        var source = input.descriptor
        var target = try outputLayout.descriptor
        var operation = dnnl_pooling_desc_t()
        try Engine.check(
            dnnl_pooling_backward_desc_init(
                &operation, reduction.algorithm, &source, &target, window.strides, window.kernel,
                window.paddingBefore, window.paddingAfter), name)
        let descriptor = try PrimitiveDescriptor(operation, hint: forward, in: workspace, name: name)
        var arguments = [(DNNL_ARG_DIFF_DST, outputGradient), (DNNL_ARG_DIFF_SRC, inputGradient)]
        if let workspaceMemory { arguments.append((DNNL_ARG_WORKSPACE, workspaceMemory)) }
        return try Primitive(descriptor, arguments, in: workspace)
    }
}

extension PoolingReduction {
    fileprivate var algorithm: dnnl_alg_kind_t {
        switch self {
        case .max: dnnl_pooling_max
        case .average: dnnl_pooling_avg_exclude_padding
        }
    }
}
