import Kernels

/// Scales each channel by a gate between 0 and 1 that two dense layers work out of all channels' means (Hu et al. 2017).
public struct SqueezeExcite {
    public var name: String?
    /// Features between the two dense layers; `nil` divides the channels by `reduction`.
    public var units: Int?
    public var reduction: Int
    /// The function between the dense layers.
    public var activation: Layer
    /// The function of the gate.
    public var gate: Layer

    public init(
        name: String? = nil, units: Int? = nil, reduction: Int = 16, activation: Layer = .relu, gate: Layer = .sigmoid
    ) {
        self.name = name
        self.units = units
        self.reduction = reduction
        self.activation = activation
        self.gate = gate
    }
}

extension SqueezeExcite: LayerDescription {
    static let kind = "squeezeExcite"
    static var bare: Self? { Self() }
    static var holdsLayers: Bool { true }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        for (option, layer) in [("activation", activation), ("gate", gate)] {
            guard layer.description is any ElementwiseLayer else {
                throw .invalidOption(
                    path: path.description, option: option, value: "`\(layer.kind)`",
                    allowed: "an activation, such as relu, silu, sigmoid or hardSigmoid")
            }
        }
        guard reduction >= 1, reduction <= FeatureLimits.extent else {
            throw .invalidOption(
                path: path.description, option: "reduction", value: "\(reduction)",
                allowed: "from 1 to \(FeatureLimits.extent)")
        }
        let channels = try input.grid(readBy: path).channels
        _ = try LayerSequence.output(of: gateLayers(channels: channels), for: input, below: path)
        return input.singleFrameAsMap
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let channels = try input.grid(readBy: path).channels
        return try LayerSequence.parameters(of: gateLayers(channels: channels), for: input, below: path)
    }

    /// What makes the gates: one number for each channel.
    private func gateLayers(channels: Int) -> [Layer] {
        let reduce = Dense(name: "reduce", units: units ?? max(1, channels / reduction))
        return [.globalAveragePool, .dense(reduce), activation, .dense(Dense(name: "expand", units: channels)), gate]
    }
}

extension SqueezeExcite {
    /// y = x·g(x), g one number for each channel of each image, N·C·H·W or N·C·D·H·W.
    /// Backward: dg = Σ dy·x over the pixels; dx = g·dy + what flows back through g.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let gates = try builder.holding(input.memory) { () throws(PlanError) in
            try LayerSequence.compile(
                gateLayers(channels: input.memory.layout.extents[1]), input: input, below: path, in: builder)
        }
        return try kernels { () throws(KernelError) in
            let source = try input.inBlocks(in: builder)
            let kernel = try ChannelScaleKernel(layout: source.layout, in: builder.workspace)
            let output = builder.mayOverwrite(source) ? source : try builder.activation(source.layout)
            builder.addForward(kernel.forward(input: source, gates: gates.output.memory, output: output))
            builder.finishForward(with: gates.output.memory)
            if source !== input.memory { builder.finishForward(with: input.memory) }
            let signal = Signal(shape: shape, memory: output, rows: input.rows, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                let (direct, gateGradient) = try kernels { () throws(KernelError) in
                    let direct = try builder.arrangedGradient(gradient, as: source.layout)
                    let gateGradient = try builder.gradient(gates.output.memory.layout)
                    builder.addBackward(
                        kernel.backward(input: source, gradient: direct, gateGradient: gateGradient))
                    builder.addBackward(kernel.backward(gates: gates.output.memory, gradient: direct))
                    return (direct, gateGradient)
                }
                guard let indirect = try gates.backward(gateGradient) else { return direct }
                return try kernels { () throws(KernelError) in
                    let indirect = try builder.arrangedGradient(indirect, as: source.layout)
                    builder.addBackward(
                        try SumKernel.operation(direct, indirect, output: direct, in: builder.workspace))
                    builder.finishBackward(with: indirect)
                    return direct
                }
            }
        }
    }
}

extension SqueezeExcite: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decodeIfPresent(Int.self, forKey: .units),
            reduction: try container.decodeIfPresent(Int.self, forKey: .reduction) ?? 16,
            activation: try container.decodeIfPresent(Layer.self, forKey: .activation) ?? .relu,
            gate: try container.decodeIfPresent(Layer.self, forKey: .gate) ?? .sigmoid)
    }
}

extension Layer {
    public static func squeezeExcite(_ layer: SqueezeExcite) -> Layer { Layer(layer) }
}
