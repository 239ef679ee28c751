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
        let output = try Layout.any(Array(input.extents.prefix(2)) + window.outputExtents)
        forward = try PrimitiveDescriptor("pooling of \(input) over \(Layout.text(window.sizes))", in: workspace) {
            dnnl_pooling_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, reduction.algorithm, input.handle,
                output.handle, window.strides, window.kernel, window.dilations, window.paddingBefore,
                window.paddingAfter, $2)
        }
        if let layout = try forward.layout(dnnl_query_workspace_md), layout.bytes > 0 {
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
        let output = try outputLayout
        let descriptor = try PrimitiveDescriptor("the gradient of \(forward.name)", in: workspace) {
            dnnl_pooling_backward_primitive_desc_create(
                &$0, $1, reduction.algorithm, input.handle, output.handle, window.strides, window.kernel,
                window.dilations, window.paddingBefore, window.paddingAfter, forward.handle, $2)
        }
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
