import Kernels
import Tensors

/// Group normalization over groups of channels of one map or volume (Wu and He 2018), as in PyTorch: the mean and the biased
/// variance of each image's group, while training and afterwards. One group for each channel is instance normalization.
public struct GroupNormalization {
    public var name: String?
    public var groups: ChannelGroups
    /// What is added to the variance.
    public var epsilon: Float

    public init(name: String? = nil, groups: ChannelGroups, epsilon: Float = 1e-5) {
        self.name = name
        self.groups = groups
        self.epsilon = epsilon
    }
}

extension GroupNormalization: LayerDescription {
    static let kind = "groupNormalization"
    static var bare: Self? { nil }
    static var example: String { "{groups: 8}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard epsilon > 0, epsilon <= 1 else {
            throw .invalidOption(
                path: path.description, option: "epsilon", value: "\(epsilon)", allowed: "above 0 and at most 1")
        }
        _ = try groupCount(for: input, at: path)
        return input.singleFrameAsMap
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let shape = Shape([try input.grid(readBy: path).channels])
        return [
            ParameterDescription(name: path.parameter("weight"), shape: shape, initialValue: .constant(1)),
            ParameterDescription(name: path.parameter("bias"), shape: shape, initialValue: .constant(0)),
        ]
    }

    private func groupCount(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> Int {
        guard groups != .depthwise else {
            throw .invalidOption(
                path: path.description, option: "groups", value: "`depthwise`", allowed: "a number or `instance`")
        }
        return try groups.count(dividing: try input.grid(readBy: path).channels, at: path)
    }
}

extension GroupNormalization {
    /// y = γ·(x − μ)/√(σ² + ε) + β, N·C·H·W or N·C·D·H·W, statistics over the pixels of a group of channels of one image.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        let groups: Int
        do {
            groups = try groupCount(for: input.shape, at: path)
        } catch {
            throw .architecture(error)
        }
        return try kernels { () throws(KernelError) in
            let source = try input.inBlocks(in: builder)
            let kernel = try GroupNormalizationKernel(
                layout: source.layout, groups: groups, epsilon: epsilon, in: builder.workspace)
            let channels = try Layout.plain([source.layout.extents[1]])
            let scale = try builder.parameter([parameters[0]], canonical: channels, stored: channels)
            let shift = try builder.parameter([parameters[1]], canonical: channels, stored: channels)
            builder.addCopy(into: [scale, shift])
            let output = builder.mayOverwrite(source) ? source : try builder.activation(source.layout)
            builder.addForward(
                kernel.forward(input: source, scale: scale.value, shift: shift.value, output: output))
            if source !== input.memory { builder.finishForward(with: input.memory) }
            let signal = Signal(shape: shape, memory: output, rows: input.rows, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    guard let scaleGradient = scale.gradient, let shiftGradient = shift.gradient else { return nil }
                    let gradient = try builder.arrangedGradient(gradient, as: source.layout)
                    builder.addBackward(
                        kernel.backward(
                            input: source, gradient: gradient, scale: scale.value, scaleGradient: scaleGradient,
                            shiftGradient: shiftGradient))
                    return gradient
                }
            }
        }
    }
}

extension GroupNormalization: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            groups: try container.decode(ChannelGroups.self, forKey: .groups),
            epsilon: try container.decodeIfPresent(Float.self, forKey: .epsilon) ?? 1e-5)
    }
}

extension Layer {
    public static func groupNormalization(_ layer: GroupNormalization) -> Layer { Layer(layer) }
}
