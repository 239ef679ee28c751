import Kernels
import Tensors

/// A fully connected layer; over a sequence it reads every step alike.
public struct Dense {
    public var name: String?
    /// Output features.
    public var units: Int
    public var bias: Bool

    public init(name: String? = nil, units: Int, bias: Bool = true) {
        self.name = name
        self.units = units
        self.bias = bias
    }
}

extension Dense: LayerDescription {
    static let kind = "dense"
    static var bare: Self? { nil }
    static var example: String { "{units: 2}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard units >= 1, units <= FeatureLimits.extent else {
            throw .invalidOption(
                path: path.description, option: "units", value: "\(units)", allowed: "from 1 to \(FeatureLimits.extent)"
            )
        }
        switch input {
        case .vector: return .vector(features: units)
        case .sequence(let steps, _): return .sequence(steps: steps, features: units)
        case .frames, .map, .volume:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "a vector or a sequence of vectors",
                advice: "put `flatten` or `globalAveragePool` before it")
        }
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        _ = try output(for: input, at: path)
        let features = input.extents.last ?? 1
        _ = try FeatureLimits.count([units, features], at: path)
        let bound = 1 / Double(features).squareRoot()
        let weight = ParameterDescription(
            name: path.parameter("weight"), shape: Shape([units, features]), initialValue: .uniform(bound: bound))
        guard bias else { return [weight] }
        return [
            weight,
            ParameterDescription(
                name: path.parameter("bias"), shape: Shape([units]), initialValue: .uniform(bound: bound)),
        ]
    }
}

extension Dense {
    /// y = x·wᵀ + b, N·F (or T·N·F). Backward: dw = dyᵀ·x, db = Σ dy, dx = dy·w.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        let features = input.memory.layout.extents[1]
        return try kernels { () throws(KernelError) in
            let kernel = try DenseKernel(
                rows: input.rows, inputs: features, outputs: units, bias: bias, trains: builder.differentiates,
                in: builder.workspace)
            let weights = try builder.parameter(
                [parameters[0]], canonical: .plain([units, features]), stored: kernel.weightsGradientLayout)
            let plainBias = try Layout.plain([units])
            let biases = bias ? try builder.parameter([parameters[1]], canonical: plainBias, stored: plainBias) : nil
            builder.addCopy(into: [weights, biases])
            let output = try builder.activation(.plain([input.rows, units]))
            builder.addForward(
                try kernel.forward(
                    input: input.memory,
                    weights: builder.arranged(weights.value, as: kernel.weightsLayout, isBackward: false),
                    bias: biases?.value, output: output))
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: input.rows, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    guard let weightsGradient = weights.gradient else { return nil }
                    if builder.trains {
                        builder.addBackward(
                            try kernel.backwardWeights(
                                input: input.memory, outputGradient: gradient, weightsGradient: weightsGradient,
                                biasGradient: biases?.gradient))
                    }
                    defer { builder.finishBackward(with: gradient) }
                    guard input.needsGradient else { return nil }
                    let inputGradient = try builder.gradient(input.memory.layout)
                    builder.addBackward(
                        try kernel.backwardInput(
                            weights: weights.value, outputGradient: gradient, inputGradient: inputGradient
                        ) { memory, layout throws(KernelError) in
                            try builder.arranged(memory, as: layout, isBackward: true)
                        })
                    return inputGradient
                }
            }
        }
    }
}

extension Dense: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decode(Int.self, forKey: .units),
            bias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    }
}

extension Layer {
    public static func dense(_ layer: Dense) -> Layer { Layer(layer) }
}
