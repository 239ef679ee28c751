import Kernels
import Tensors

/// Layer normalization over the features of a vector, or of every step of a sequence (Ba et al. 2016), as in PyTorch.
public struct LayerNormalization {
    public var name: String?
    /// What is added to the variance.
    public var epsilon: Float

    public init(name: String? = nil, epsilon: Float = 1e-5) {
        self.name = name
        self.epsilon = epsilon
    }
}

extension LayerNormalization: LayerDescription {
    static let kind = "layerNormalization"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard epsilon > 0, epsilon <= 1 else {
            throw .invalidOption(
                path: path.description, option: "epsilon", value: "\(epsilon)", allowed: "above 0 and at most 1")
        }
        switch input {
        case .vector, .sequence: return input
        case .frames, .map, .volume:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "a vector or a sequence of vectors",
                advice: "put it after the layer that makes vectors of the maps, or use `groupNormalization`")
        }
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let shape = Shape([try output(for: input, at: path).extents.last ?? 1])
        return [
            ParameterDescription(name: path.parameter("weight"), shape: shape, initialValue: .constant(1)),
            ParameterDescription(name: path.parameter("bias"), shape: shape, initialValue: .constant(0)),
        ]
    }
}

extension LayerNormalization {
    /// y = γ·(x − μ)/√(σ² + ε) + β, N·F (or T·N·F), statistics over F.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        return try kernels { () throws(KernelError) in
            let features = input.memory.layout.extents[1]
            let kernel = try LayerNormalizationKernel(
                rows: input.rows, features: features, epsilon: epsilon, trains: builder.differentiates,
                in: builder.workspace)
            let plain = try Layout.plain([features])
            let scale = try builder.parameter([parameters[0]], canonical: plain, stored: plain)
            let shift = try builder.parameter([parameters[1]], canonical: plain, stored: plain)
            builder.addCopy(into: [scale, shift])
            let output = try builder.activation(input.memory.layout)
            builder.addForward(
                try kernel.forward(input: input.memory, scale: scale.value, shift: shift.value, output: output))
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: input.rows, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    guard let scaleGradient = scale.gradient, let shiftGradient = shift.gradient else { return nil }
                    builder.addBackward(
                        try kernel.backward(
                            input: input.memory, gradient: gradient, scale: scale.value, shift: shift.value,
                            scaleGradient: scaleGradient, shiftGradient: shiftGradient))
                    return gradient
                }
            }
        }
    }
}

extension LayerNormalization: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            epsilon: try container.decodeIfPresent(Float.self, forKey: .epsilon) ?? 1e-5)
    }
}

extension Layer {
    public static func layerNormalization(_ layer: LayerNormalization) -> Layer { Layer(layer) }
}
