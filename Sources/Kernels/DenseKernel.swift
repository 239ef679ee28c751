internal import CDNNL

/// A matrix product with bias: y[n,o] = b[o] + Σ x[n,i]·w[o,i]; x and y are plain.
public final class DenseKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let weightsGradient: PrimitiveDescriptor?
    private let rows, inputs, outputs: Int
    private let plainWeights: Bool

    /// - Parameters:
    ///   - plainWeights: whether the weights lie as `outputs`×`inputs` and not as the algorithm prefers.
    ///   - trains: whether the backward passes will be asked for.
    public init(
        rows: Int, inputs: Int, outputs: Int, bias: Bool, plainWeights: Bool = false, trains: Bool,
        in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        self.rows = rows
        self.inputs = inputs
        self.outputs = outputs
        self.plainWeights = plainWeights
        let name = "a dense layer from \(rows)×\(inputs) to \(outputs)"
        var source = try Layout.plain([rows, inputs]).descriptor
        var weights = try Self.weights([outputs, inputs], plain: plainWeights).descriptor
        var biases = try Layout.plain([outputs]).descriptor
        var target = try Layout.plain([rows, outputs]).descriptor
        var operation = dnnl_inner_product_desc_t()
        let status = withUnsafeMutablePointer(to: &biases) { biases in
            dnnl_inner_product_forward_desc_init(
                &operation, trains ? dnnl_forward_training : dnnl_forward_inference, &source, &weights,
                bias ? biases : nil, &target)
        }
        try Engine.check(status, name)
        forward = try PrimitiveDescriptor(operation, in: workspace, name: name)
        guard trains else {
            weightsGradient = nil
            return
        }
        let weightsStatus = withUnsafeMutablePointer(to: &biases) { biases in
            dnnl_inner_product_backward_weights_desc_init(
                &operation, &source, &weights, bias ? biases : nil, &target)
        }
        try Engine.check(weightsStatus, "the weight gradient of \(name)")
        weightsGradient = try PrimitiveDescriptor(
            operation, hint: forward, in: workspace, name: "the weight gradient of \(name)")
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
        let name = "the input gradient of \(forward.name)"
        var source = try Layout.plain([rows, inputs]).descriptor
        var weightsDescriptor = try Self.weights([outputs, inputs], plain: plainWeights).descriptor
        var target = try Layout.plain([rows, outputs]).descriptor
        var operation = dnnl_inner_product_desc_t()
        try Engine.check(
            dnnl_inner_product_backward_data_desc_init(&operation, &source, &weightsDescriptor, &target), name)
        let descriptor = try PrimitiveDescriptor(operation, hint: forward, in: workspace, name: name)
        let weights = try arrange(weights, try descriptor.required(dnnl_query_weights_md))
        return try Primitive(
            descriptor,
            [(DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_DIFF_DST, outputGradient), (DNNL_ARG_DIFF_SRC, inputGradient)],
            in: workspace)
    }

    private static func weights(_ extents: [Int], plain: Bool) throws(KernelError) -> Layout {
        plain ? try .plain(extents) : try .any(extents)
    }
}
