import Kernels

/// One of the layers of a `TransformerEncoder`; its tensors are called as PyTorch's, `<path>.layers.<index>.in_proj.weight` and so on.
struct EncoderLayer {
    private let encoder: TransformerEncoder
    private let features: Int
    /// Where the encoder stands, and this layer in it.
    private let encoderPath, path: LayerPath

    init(_ encoder: TransformerEncoder, features: Int, path: LayerPath, index: Int) {
        self.encoder = encoder
        self.features = features
        encoderPath = path
        self.path = path.appending("layers").appending("\(index)")
    }

    private var dropout: Dropout { Dropout(rate: encoder.dropout) }

    func parameters(for input: FeatureShape) throws(ArchitectureError) -> [ParameterDescription] {
        let inner = try Dense(units: encoder.units).output(for: input, at: path)
        let projection = try dense("in_proj", 3 * features, input).map { tensor in
            var tensor = tensor
            // Glorot and Bengio 2010, as PyTorch's attention draws it.
            tensor.initialValue =
                tensor.shape.rank == 1
                ? .constant(0) : .uniform(bound: (6 / Double(4 * features)).squareRoot())
            return tensor
        }
        return try projection + dense("out_proj", features, input) + dense("linear1", encoder.units, input)
            + dense("linear2", features, inner)
            + LayerNormalization().parameters(for: input, at: path.appending("norm1"))
            + LayerNormalization().parameters(for: input, at: path.appending("norm2"))
    }

    private func dense(
        _ name: String, _ units: Int, _ input: FeatureShape
    ) throws(ArchitectureError) -> [ParameterDescription] {
        try Dense(units: units).parameters(for: input, at: path.appending(name))
    }

    /// x ← n₁(x + a(x)), x ← n₂(x + f(x)); with `normFirst` x ← x + a(n₁(x)), x ← x + f(n₂(x)).
    func compile(_ input: Signal, in builder: PlanBuilder) throws(PlanError) -> Link {
        var chain = LinkChain(input)
        try append(to: &chain, norm: "norm1", in: builder, attention)
        try append(to: &chain, norm: "norm2", in: builder, feedForward)
        return chain.link
    }

    private func append(
        to chain: inout LinkChain, norm: String, in builder: PlanBuilder,
        _ body: (inout LinkChain, PlanBuilder) throws(PlanError) -> Void
    ) throws(PlanError) {
        chain.append(
            try Link.residual(chain.signal, in: builder) { signal throws(PlanError) in
                var inner = LinkChain(signal)
                if encoder.normFirst { try normalize(&inner, norm, in: builder) }
                try body(&inner, builder)
                return inner.link
            })
        if !encoder.normFirst { try normalize(&chain, norm, in: builder) }
    }

    private func normalize(
        _ chain: inout LinkChain, _ norm: String, in builder: PlanBuilder
    ) throws(PlanError) {
        chain.append(try LayerNormalization().compile(chain.signal, at: path.appending(norm), in: builder))
    }

    private func attention(_ chain: inout LinkChain, _ builder: PlanBuilder) throws(PlanError) {
        chain.append(
            try Dense(units: 3 * features).compile(chain.signal, at: path.appending("in_proj"), in: builder))
        chain.append(try heads(chain.signal, in: builder))
        chain.append(try Dense(units: features).compile(chain.signal, at: path.appending("out_proj"), in: builder))
        chain.append(try dropout.compile(chain.signal, at: path, in: builder))
    }

    private func feedForward(_ chain: inout LinkChain, _ builder: PlanBuilder) throws(PlanError) {
        chain.append(
            try Dense(units: encoder.units).compile(chain.signal, at: path.appending("linear1"), in: builder))
        switch encoder.activation {
        case .relu: chain.append(try Activation.ReLU().compile(chain.signal, at: path, in: builder))
        case .gelu: chain.append(try Activation.GELU().compile(chain.signal, at: path, in: builder))
        }
        chain.append(try dropout.compile(chain.signal, at: path, in: builder))
        chain.append(try Dense(units: features).compile(chain.signal, at: path.appending("linear2"), in: builder))
        chain.append(try dropout.compile(chain.signal, at: path, in: builder))
    }

    /// Queries, keys and values (T·N·3F) to what the heads attend to (T·N·F), and back.
    private func heads(_ input: Signal, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (steps, _) = try input.sequence(readBy: path)
        return try kernels { () throws(KernelError) in
            let kernel = try SelfAttentionKernel(
                lengths: input.lengths(steps: steps), heads: encoder.heads, features: features,
                dropout: builder.drops && encoder.dropout > 0
                    ? DropoutRate(rate: encoder.dropout, seed: builder.nextDropoutSeed()) : nil,
                in: builder.workspace)
            let output = try builder.activation(.plain([input.rows, features]))
            builder.addForward(kernel.forward(input: input.memory, output: output))
            builder.addAttention(at: encoderPath) { kernel.meanWeights(of: $0) }
            builder.finishForward(with: input.memory)
            let signal = Signal(
                shape: .sequence(steps: steps, features: features), memory: output, rows: input.rows,
                needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let inputGradient = try builder.gradient(input.memory.layout)
                    builder.addBackward(
                        kernel.backward(
                            input: input.memory, outputGradient: gradient, inputGradient: inputGradient))
                    builder.finishBackward(with: gradient)
                    return inputGradient
                }
            }
        }
    }
}
