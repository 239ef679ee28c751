import Kernels

/// The mean of a sequence's vectors, weighted by what each step says of itself: α = softmax over steps of w·tanh(V·x + b)
/// (Bahdanau et al. 2015; attention pooling of Ilse et al. 2018).
public struct AttentionOverTime {
    public var name: String?
    /// Rows of V.
    public var units: Int

    public init(name: String? = nil, units: Int) {
        self.name = name
        self.units = units
    }
}

extension AttentionOverTime: LayerDescription {
    static let kind = "attentionOverTime"
    static var bare: Self? { nil }
    static var example: String { "{units: 64}" }

    private var hidden: Dense { Dense(units: units) }
    private var score: Dense { Dense(units: 1, bias: false) }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let (_, features) = try input.sequence(readBy: path)
        _ = try hidden.output(for: input, at: path)
        return .vector(features: features)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let seen = try hidden.output(for: input, at: path)
        return try hidden.parameters(for: input, at: path.appending("hidden"))
            + score.parameters(for: seen, at: path.appending("score"))
    }
}

extension AttentionOverTime {
    /// T·N·F to N·F, and back.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let (steps, features) = try input.sequence(readBy: path)
        let lengths = input.lengths(steps: steps)
        let scores = try builder.holding(input.memory) { () throws(PlanError) in
            var chain = LinkChain(input)
            chain.append(try hidden.compile(chain.signal, at: path.appending("hidden"), in: builder))
            chain.append(try Activation.Tanh().compile(chain.signal, at: path, in: builder))
            chain.append(try score.compile(chain.signal, at: path.appending("score"), in: builder))
            return chain.link
        }
        return try kernels { () throws(KernelError) in
            let kernel = WeightedSumKernel(lengths: lengths, features: features)
            let output = try builder.activation(.plain([lengths.batch, features]))
            builder.addForward(
                kernel.forward(input: input.memory, scores: scores.output.memory, output: output))
            builder.addAttention(at: path) { [kernel.weights(of: $0)] }
            builder.finishForward(with: scores.output.memory)
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: lengths.batch, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                let (inputGradient, scoresGradient) = try kernels { () throws(KernelError) in
                    let inputGradient = try builder.gradient(input.memory.layout)
                    let scoresGradient = try builder.gradient(scores.output.memory.layout)
                    builder.addBackward(
                        kernel.backward(
                            input: input.memory, outputGradient: gradient, inputGradient: inputGradient,
                            scoresGradient: scoresGradient))
                    builder.finishBackward(with: gradient)
                    return (inputGradient, scoresGradient)
                }
                guard let seen = try scores.backward(scoresGradient) else { return inputGradient }
                return try kernels { () throws(KernelError) in
                    builder.addBackward(
                        try SumKernel.operation(
                            inputGradient, seen, output: inputGradient, in: builder.workspace))
                    builder.finishBackward(with: seen)
                    return inputGradient
                }
            }
        }
    }
}

extension AttentionOverTime: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decode(Int.self, forKey: .units))
    }
}

extension Layer {
    public static func attentionOverTime(_ layer: AttentionOverTime) -> Layer { Layer(layer) }
}
