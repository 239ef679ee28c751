internal import CDNNL

/// A function of each number: y = f(x), dx = f′(x)·dy.
public final class ElementwiseKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let algorithm: dnnl_alg_kind_t
    private let alpha: Float
    private let layout: Layout

    public init(
        _ function: ElementwiseFunction, layout: Layout, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.layout = layout
        (algorithm, alpha) = function.algorithm
        let name = "an activation of \(layout)"
        var descriptor = layout.descriptor
        var operation = dnnl_eltwise_desc_t()
        try Engine.check(
            dnnl_eltwise_forward_desc_init(
                &operation, trains ? dnnl_forward_training : dnnl_forward_inference, algorithm, &descriptor, alpha, 0),
            name)
        forward = try PrimitiveDescriptor(operation, in: workspace, name: name)
    }

    public func forward(input: Memory, output: Memory) throws(KernelError) -> any Operation {
        try Primitive(forward, [(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)], in: workspace)
    }

    /// Turns the output's gradient into the input's, in place; both lie as the input.
    public func backward(input: Memory, gradient: Memory) throws(KernelError) -> any Operation {
        let name = "the gradient of \(forward.name)"
        var descriptor = layout.descriptor
        var operation = dnnl_eltwise_desc_t()
        try Engine.check(
            dnnl_eltwise_backward_desc_init(&operation, algorithm, &descriptor, &descriptor, alpha, 0), name)
        let backward = try PrimitiveDescriptor(operation, hint: forward, in: workspace, name: name)
        return try Primitive(
            backward, [(DNNL_ARG_SRC, input), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient)],
            in: workspace)
    }
}

extension ElementwiseFunction {
    fileprivate var algorithm: (dnnl_alg_kind_t, Float) {
        switch self {
        case .relu(let slope): (dnnl_eltwise_relu, slope)
        case .tanh: (dnnl_eltwise_tanh, 0)
        case .sigmoid: (dnnl_eltwise_logistic, 0)
        case .gelu: (dnnl_eltwise_gelu_erf, 0)
        }
    }
}
