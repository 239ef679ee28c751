internal import CDNNL

/// A function of each number: y = f(x), dx = f′(x)·dy.
public final class ElementwiseKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let function: ElementwiseFunction
    private let layout: Layout

    public init(
        _ function: ElementwiseFunction, layout: Layout, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.layout = layout
        self.function = function
        let algorithm = function.algorithm
        let name = "an activation of \(layout)"
        var data = layout.descriptor
        var operation = dnnl_eltwise_desc_t()
        try Engine.check(
            dnnl_eltwise_forward_desc_init(
                &operation, trains ? dnnl_forward_training : dnnl_forward_inference, algorithm.kind,
                &data, algorithm.alpha, algorithm.beta), name)
        forward = try PrimitiveDescriptor(operation, then: function.clipping, in: workspace, name: name)
    }

    public func forward(input: Memory, output: Memory) throws(KernelError) -> any Operation {
        try Primitive(forward, [(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)], in: workspace)
    }

    /// Turns the output's gradient into the input's, in place; both lie as the input.
    public func backward(input: Memory, gradient: Memory) throws(KernelError) -> any Operation {
        guard function != .hardSigmoid else { return Self.hardSigmoidGradient(input: input, gradient: gradient) }
        let algorithm = function.algorithm
        let name = "the gradient of \(forward.name)"
        var data = layout.descriptor
        var operation = dnnl_eltwise_desc_t()
        try Engine.check(
            dnnl_eltwise_backward_desc_init(
                &operation, algorithm.kind, &data, &data, algorithm.alpha, algorithm.beta), name)
        let backward = try PrimitiveDescriptor(operation, hint: forward, in: workspace, name: name)
        return try Primitive(
            backward, [(DNNL_ARG_SRC, input), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient)],
            in: workspace)
    }

    /// dy/6 between −3 and 3. It gates a few numbers a channel, so one thread does it.
    private static func hardSigmoidGradient(input: Memory, gradient: Memory) -> any Operation {
        let count = input.layout.bytes / MemoryLayout<Float>.size
        return HostOperation {
            let (x, dy) = (input.elements, gradient.elements)
            for place in 0..<count { dy[place] = x[place] > -3 && x[place] < 3 ? dy[place] / 6 : 0 }
        }
    }
}

extension ElementwiseFunction {
    fileprivate var algorithm: EltwiseAlgorithm {
        switch self {
        case .relu(let slope): (dnnl_eltwise_relu, slope, 0)
        case .relu6: (dnnl_eltwise_clip_v2, 0, 6)
        case .elu(let alpha): (dnnl_eltwise_elu, alpha, 0)
        case .tanh: (dnnl_eltwise_tanh, 0, 0)
        case .sigmoid: (dnnl_eltwise_logistic, 0, 0)
        case .hardSigmoid: (dnnl_eltwise_linear, 1 / 6, 0.5)
        case .silu: (dnnl_eltwise_swish, 1, 0)
        case .hardSwish: (dnnl_eltwise_hardswish, 0, 0)
        case .gelu: (dnnl_eltwise_gelu_erf, 0, 0)
        }
    }

    /// What follows `algorithm` in the same pass: oneDNN 2.6 lacks a hard sigmoid.
    fileprivate var clipping: EltwiseAlgorithm? {
        self == .hardSigmoid ? (dnnl_eltwise_clip_v2, 0, 1) : nil
    }
}
