internal import CDNNL

/// Max or average pooling of a map or a volume, N·C·H·W or N·C·D·H·W; the average does not count padding.
public final class PoolingKernel {
    private let workspace: Workspace
    private let method: Method
    private let reduction: PoolingReduction
    private let window: WindowGeometry
    private let input: Layout

    /// What computes it.
    private enum Method {
        /// oneDNN, which may keep something for its backward pass.
        case library(PrimitiveDescriptor, kept: Memory?)
        case own(MaxPooling)
    }

    public init(
        _ reduction: PoolingReduction, input: Layout, window: WindowGeometry, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.reduction = reduction
        self.window = window
        self.input = input
        if reduction == .max, let own = try MaxPooling(input: input, window: window, in: workspace) {
            method = .own(own)
            return
        }
        let output = try Layout.any(Array(input.extents.prefix(2)) + window.outputExtents)
        let forward = try PrimitiveDescriptor("pooling of \(input) over \(Layout.text(window.sizes))", in: workspace) {
            dnnl_pooling_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, reduction.algorithm, input.handle,
                output.handle, window.strides, window.kernel, window.dilations, window.paddingBefore,
                window.paddingAfter, $2)
        }
        var kept: Memory?
        if let layout = try forward.layout(dnnl_query_workspace_md), layout.bytes > 0 {
            kept = try workspace.memory(layout)
        }
        method = .library(forward, kept: kept)
    }

    public var outputLayout: Layout {
        get throws(KernelError) {
            switch method {
            case .library(let forward, _): try forward.required(dnnl_query_dst_md)
            case .own(let own): own.outputLayout
            }
        }
    }

    public func forward(input: Memory, output: Memory) throws(KernelError) -> any Operation {
        switch method {
        case .own(let own): return own.forward(input: input, output: output)
        case .library(let forward, let kept):
            var arguments = [(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)]
            if let kept { arguments.append((DNNL_ARG_WORKSPACE, kept)) }
            return try Primitive(forward, arguments, in: workspace)
        }
    }

    /// `outputGradient` lies as the output and `inputGradient` as the input.
    public func backward(
        input: Memory, outputGradient: Memory, inputGradient: Memory
    ) throws(KernelError) -> any Operation {
        switch method {
        case .own(let own):
            return own.backward(input: input, outputGradient: outputGradient, inputGradient: inputGradient)
        case .library(let forward, let kept):
            let output = try outputLayout
            let layout = self.input
            let descriptor = try PrimitiveDescriptor("the gradient of \(forward.name)", in: workspace) {
                dnnl_pooling_backward_primitive_desc_create(
                    &$0, $1, reduction.algorithm, layout.handle, output.handle, window.strides, window.kernel,
                    window.dilations, window.paddingBefore, window.paddingAfter, forward.handle, $2)
            }
            var arguments = [(DNNL_ARG_DIFF_DST, outputGradient), (DNNL_ARG_DIFF_SRC, inputGradient)]
            if let kept { arguments.append((DNNL_ARG_WORKSPACE, kept)) }
            return try Primitive(descriptor, arguments, in: workspace)
        }
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
