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
        forward = try PrimitiveDescriptor("an activation of \(layout)", then: function.clipping, in: workspace) {
            dnnl_eltwise_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, algorithm.kind, layout.handle,
                layout.handle, algorithm.alpha, algorithm.beta, $2)
        }
    }

    public func forward(input: Memory, output: Memory) throws(KernelError) -> any Operation {
        try Primitive(forward, [(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)], in: workspace)
    }

    /// Turns the output's gradient into the input's, in place; both lie as the input.
    public func backward(input: Memory, gradient: Memory) throws(KernelError) -> any Operation {
        guard function != .hardSigmoid else { return Self.hardSigmoidGradient(input: input, gradient: gradient) }
        let algorithm = function.algorithm
        let backward = try PrimitiveDescriptor("the gradient of \(forward.name)", in: workspace) {
            dnnl_eltwise_backward_primitive_desc_create(
                &$0, $1, algorithm.kind, layout.handle, layout.handle, layout.handle, algorithm.alpha, algorithm.beta,
                forward.handle, $2)
        }
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
        case .hardSwish: (dnnl_eltwise_hardswish, 1 / 6, 0.5)
        case .gelu: (dnnl_eltwise_gelu_erf, 0, 0)
        }
    }

    /// What follows `algorithm` in the same pass: oneDNN 2 lacks a hard sigmoid.
    fileprivate var clipping: EltwiseAlgorithm? {
        self == .hardSigmoid ? (dnnl_eltwise_clip_v2, 0, 1) : nil
    }
}
