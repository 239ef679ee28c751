internal import CDNNL

/// A convolution of maps or volumes: y[n,o,h,w] = b[o] + Σ x[n,i,h·s+r·d−p,w·s+q·d−p] · k[o,i,r,q], N·C·H·W (N·C·D·H·W).
///
/// With G groups, filter o reads the I/G channels of its own group, and k lies as G·(O/G)·(I/G)·H·W.
public final class ConvolutionKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let weightsGradient: WeightsGradient?
    /// The passes that Winograd's algorithm computes.
    private let winograd: WinogradPasses
    private let window: WindowGeometry
    private let trains: Bool
    /// The tensors' extents; how they lie is the algorithm's choice.
    private let input, weights, output: Layout

    /// - Parameters:
    ///   - groups: divides the channels and the filters.
    ///   - trains: whether the backward passes will be asked for.
    ///   - activation: what follows in the same pass.
    public init(
        batch: Int, channels: Int, filters: Int, groups: Int, window: WindowGeometry, bias: Bool,
        then activation: FusedActivation?, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.window = window
        self.trains = trains
        let winograd = WinogradPasses(
            window: window, batch: batch, channels: channels, filters: filters, groups: groups, trains: trains,
            then: activation, in: workspace)
        self.winograd = winograd
        let input = try winograd.layout([batch, channels] + window.inputExtents)
        let weights = try Layout.any(
            (groups == 1 ? [filters, channels] : [groups, filters / groups, channels / groups]) + window.sizes)
        let biases = bias ? try Layout.plain([filters]) : nil
        let output = try winograd.layout([batch, filters] + window.outputExtents)
        (self.input, self.weights, self.output) = (input, weights, output)
        let name = "a convolution of \(input) with \(weights)"
        let forward = try PrimitiveDescriptor(name, then: activation?.algorithm, in: workspace) {
            dnnl_convolution_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, dnnl_convolution_auto, input.handle,
                weights.handle, biases?.handle, output.handle, window.strides, window.dilations, window.paddingBefore,
                window.paddingAfter, $2)
        }
        self.forward = forward
        guard trains else {
            weightsGradient = nil
            return
        }
        if let gradient = winograd.weights {
            weightsGradient = .winograd(gradient)
            return
        }
        if let thin = try ThinWeightGradient(
            window: window, input: try forward.required(dnnl_query_src_md),
            weights: try forward.required(dnnl_query_weights_md), output: try forward.required(dnnl_query_dst_md),
            threads: workspace.threads)
        {
            weightsGradient = .thin(thin)
            return
        }
        weightsGradient = .general(
            try PrimitiveDescriptor("the weight gradient of \(name)", in: workspace) {
                dnnl_convolution_backward_weights_primitive_desc_create(
                    &$0, $1, dnnl_convolution_auto, input.handle, weights.handle, biases?.handle, output.handle,
                    window.strides, window.dilations, window.paddingBefore, window.paddingAfter, forward.handle, $2)
            })
    }

    /// What computes the weights' gradient.
    private enum WeightsGradient {
        case general(PrimitiveDescriptor)
        case thin(ThinWeightGradient)
        case winograd(WinogradConvolution)
    }

    /// The weights, row-major, group by group.
    public var canonicalWeights: Layout { get throws(KernelError) { try .plain(weights.extents) } }

    /// How the input, the weights and the output of the forward pass lie.
    public var inputLayout: Layout { get throws(KernelError) { try forward.required(dnnl_query_src_md) } }
    public var weightsLayout: Layout {
        get throws(KernelError) {
            guard winograd.forward == nil else { return try WinogradConvolution.weightsLayout(weights.extents) }
            return try forward.required(dnnl_query_weights_md)
        }
    }
    public var outputLayout: Layout { get throws(KernelError) { try forward.required(dnnl_query_dst_md) } }

    /// How the weights' gradient lies.
    public var weightsGradientLayout: Layout {
        get throws(KernelError) {
            switch weightsGradient {
            case .general(let descriptor): try descriptor.required(dnnl_query_diff_weights_md)
            case .winograd: try WinogradConvolution.weightsLayout(weights.extents)
            case .thin, nil: try weightsLayout
            }
        }
    }

    /// The forward pass, and in inference what is to be done once whenever the weights were set.
    public func forward(
        input: Memory, weights: Memory, bias: Memory?, output: Memory
    ) throws(KernelError) -> (operation: any Operation, preparation: (any Operation)?) {
        if let convolution = winograd.forward {
            guard !trains else {
                let operation = try convolution.operation(
                    input: input, weights: weights, isTurned: false, bias: bias, output: output, in: workspace)
                return (operation, nil)
            }
            let transformed = try convolution.transformedWeights(in: workspace)
            let operation = try convolution.forward(
                input: input, transformed: transformed, bias: bias, output: output, in: workspace)
            return (operation, convolution.transformation(of: weights, into: transformed))
        }
        var arguments = [(DNNL_ARG_SRC, input), (DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_DST, output)]
        if let bias { arguments.append((DNNL_ARG_BIAS, bias)) }
        return (try Primitive(forward, arguments, in: workspace), nil)
    }

    /// The weights' and the bias's gradients from the output's; `arrange` brings a tensor into the layout asked for.
    public func backwardWeights(
        input: Memory, outputGradient: Memory, weightsGradient: Memory, biasGradient: Memory?,
        arrange: (Memory, Layout) throws(KernelError) -> Memory
    ) throws(KernelError) -> any Operation {
        let descriptor: PrimitiveDescriptor
        switch self.weightsGradient {
        case .general(let general): descriptor = general
        case .thin(let thin):
            return thin.operation(
                input: try arrange(input, try inputLayout),
                outputGradient: try arrange(outputGradient, try outputLayout), weightsGradient: weightsGradient,
                biasGradient: biasGradient)
        case .winograd(let winograd):
            return try winograd.gradient(
                input: try arrange(input, try inputLayout),
                outputGradient: try arrange(outputGradient, try outputLayout), weightsGradient: weightsGradient,
                biasGradient: biasGradient, in: workspace)
        case nil: throw .refused(operation: forward.name, status: "it was made without a backward pass")
        }
        var arguments = [
            (DNNL_ARG_SRC, try arrange(input, try descriptor.required(dnnl_query_src_md))),
            (DNNL_ARG_DIFF_DST, try arrange(outputGradient, try descriptor.required(dnnl_query_diff_dst_md))),
            (DNNL_ARG_DIFF_WEIGHTS, weightsGradient),
        ]
        if let biasGradient { arguments.append((DNNL_ARG_DIFF_BIAS, biasGradient)) }
        return try Primitive(descriptor, arguments, in: workspace)
    }

    /// The input's gradient from the output's; `target` makes a tensor of the layout asked for.
    public func backwardInput(
        weights: Memory, outputGradient: Memory, arrange: (Memory, Layout) throws(KernelError) -> Memory,
        target: (Layout) throws(KernelError) -> Memory
    ) throws(KernelError) -> (operation: any Operation, inputGradient: Memory) {
        if let convolution = winograd.input {
            let weights = try arrange(weights, try WinogradConvolution.weightsLayout(self.weights.extents))
            let gradient = try arrange(outputGradient, try outputLayout)
            let inputGradient = try target(try inputLayout)
            let operation = try convolution.operation(
                input: gradient, weights: weights, isTurned: true, bias: nil, output: inputGradient, in: workspace)
            return (operation, inputGradient)
        }
        let descriptor = try PrimitiveDescriptor("the input gradient of \(forward.name)", in: workspace) {
            dnnl_convolution_backward_data_primitive_desc_create(
                &$0, $1, dnnl_convolution_auto, input.handle, self.weights.handle, output.handle, window.strides,
                window.dilations, window.paddingBefore, window.paddingAfter, forward.handle, $2)
        }
        let weights = try arrange(weights, try descriptor.required(dnnl_query_weights_md))
        let gradient = try arrange(outputGradient, try descriptor.required(dnnl_query_diff_dst_md))
        let inputGradient = try target(try descriptor.required(dnnl_query_diff_src_md))
        let primitive = try Primitive(
            descriptor,
            [(DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, inputGradient)],
            in: workspace)
        return (primitive, inputGradient)
    }
}
