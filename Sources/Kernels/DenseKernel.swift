internal import CDNNL

/// A matrix product with bias: y[n,o] = b[o] + Σ x[n,i]·w[o,i]; x and y are plain.
public final class DenseKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let weightsGradient: PrimitiveDescriptor?
    private let source, weights, target: Layout

    /// - Parameters:
    ///   - plainWeights: whether the weights lie as `outputs`×`inputs` and not as the algorithm prefers.
    ///   - trains: whether the backward passes will be asked for.
    public init(
        rows: Int, inputs: Int, outputs: Int, bias: Bool, plainWeights: Bool = false, trains: Bool,
        in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        let name = "a dense layer from \(rows)×\(inputs) to \(outputs)"
        let source = try Layout.plain([rows, inputs])
        let weights = try plainWeights ? Layout.plain([outputs, inputs]) : .any([outputs, inputs])
        let biases = bias ? try Layout.plain([outputs]) : nil
        let target = try Layout.plain([rows, outputs])
        (self.source, self.weights, self.target) = (source, weights, target)
        let forward = try PrimitiveDescriptor(name, in: workspace) {
            dnnl_inner_product_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, source.handle, weights.handle,
                biases?.handle, target.handle, $2)
        }
        self.forward = forward
        guard trains else {
            weightsGradient = nil
            return
        }
        weightsGradient = try PrimitiveDescriptor("the weight gradient of \(name)", in: workspace) {
            dnnl_inner_product_backward_weights_primitive_desc_create(
                &$0, $1, source.handle, weights.handle, biases?.handle, target.handle, forward.handle, $2)
        }
    }

    public var weightsLayout: Layout { get throws(KernelError) { try forward.required(dnnl_query_weights_md) } }

    public var weightsGradientLayout: Layout {
        get throws(KernelError) {
            guard let weightsGradient else { return try weightsLayout }
            return try weightsGradient.required(dnnl_query_diff_weights_md)
        }
    }

    public func forward(
        input: Memory, weights: Memory, bias: Memory?, output: Memory
    ) throws(KernelError) -> any Operation {
        var arguments = [(DNNL_ARG_SRC, input), (DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_DST, output)]
        if let bias { arguments.append((DNNL_ARG_BIAS, bias)) }
        return try Primitive(forward, arguments, in: workspace)
    }

    public func backwardWeights(
        input: Memory, outputGradient: Memory, weightsGradient: Memory, biasGradient: Memory?
    ) throws(KernelError) -> any Operation {
        guard let descriptor = self.weightsGradient else {
            throw .refused(operation: forward.name, status: "it was made without a backward pass")
        }
        var arguments = [
            (DNNL_ARG_SRC, input), (DNNL_ARG_DIFF_DST, outputGradient), (DNNL_ARG_DIFF_WEIGHTS, weightsGradient),
        ]
        if let biasGradient { arguments.append((DNNL_ARG_DIFF_BIAS, biasGradient)) }
        return try Primitive(descriptor, arguments, in: workspace)
    }

    /// The input's gradient; `arrange` brings the weights into the layout asked for.
    public func backwardInput(
        weights: Memory, outputGradient: Memory, inputGradient: Memory,
        arrange: (Memory, Layout) throws(KernelError) -> Memory
    ) throws(KernelError) -> any Operation {
        let descriptor = try PrimitiveDescriptor("the input gradient of \(forward.name)", in: workspace) {
            dnnl_inner_product_backward_data_primitive_desc_create(
                &$0, $1, source.handle, self.weights.handle, target.handle, forward.handle, $2)
        }
        let weights = try arrange(weights, try descriptor.required(dnnl_query_weights_md))
        return try Primitive(
            descriptor,
            [(DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_DIFF_DST, outputGradient), (DNNL_ARG_DIFF_SRC, inputGradient)],
            in: workspace)
    }
}
