import Kernels
import Tensors

/// A convolution over one feature map or volume (cross-correlation, as in every framework).
public struct Convolution {
    public var name: String?
    /// Output channels.
    public var filters: Int
    public var kernel: Window
    public var stride: Window
    /// The distance between the pixels that the kernel reads.
    public var dilation: Window
    public var padding: Padding
    /// The filters of one group read the channels of that group alone.
    public var groups: ChannelGroups
    /// Whether a bias is added; leave it out before batch normalization.
    public var bias: Bool

    public init(
        name: String? = nil, filters: Int, kernel: Window = 3, stride: Window = 1, dilation: Window = 1,
        padding: Padding = .same, groups: ChannelGroups = 1, bias: Bool = true
    ) {
        self.name = name
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
        self.groups = groups
        self.bias = bias
    }
}

extension Convolution: LayerDescription {
    static let kind = "convolution"
    static var bare: Self? { nil }
    static var example: String { "{filters: 16, kernel: 3}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let window = try geometry(for: input, at: path)
        _ = try groupCount(for: input, at: path)
        return FeatureGrid(channels: filters, extents: window.outputExtents).shape
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let channels = try input.grid(readBy: path).channels / groupCount(for: input, at: path)
        let extents = [filters, channels] + (try geometry(for: input, at: path).sizes)
        let count = try FeatureLimits.count(extents, at: path)
        let bound = 1 / Double(count / filters).squareRoot()
        let weight = ParameterDescription(
            name: path.parameter("weight"), shape: Shape(extents), initialValue: .uniform(bound: bound))
        guard bias else { return [weight] }
        return [
            weight,
            ParameterDescription(
                name: path.parameter("bias"), shape: Shape([filters]), initialValue: .uniform(bound: bound)),
        ]
    }

    func geometry(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> WindowGeometry {
        guard filters >= 1, filters <= FeatureLimits.extent else {
            throw .invalidOption(
                path: path.description, option: "filters", value: "\(filters)",
                allowed: "from 1 to \(FeatureLimits.extent)")
        }
        return try SlidingWindow(size: kernel, stride: stride, dilation: dilation, padding: padding)
            .geometry(over: input.grid(readBy: path), at: path)
    }

    private func groupCount(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> Int {
        guard groups != .instance else {
            throw .invalidOption(
                path: path.description, option: "groups", value: "`instance`", allowed: "a number or `depthwise`")
        }
        let channels = try input.grid(readBy: path).channels
        let count = try groups.count(dividing: channels, and: [(filters, "filters")], at: path)
        guard filters.isMultiple(of: count) else {
            throw .invalidOption(
                path: path.description, option: "filters", value: "\(filters)",
                allowed: "a multiple of the \(channels) input channels, because the convolution is depthwise")
        }
        return count
    }
}

extension Convolution {
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try compile(input, at: path, folding: nil, then: nil, in: builder)
    }

    /// y = f(x ∗ w + b), N·C·H·W or N·C·D·H·W. Backward: dy ← dy·f′; dw, db and dx by convolution.
    ///
    /// - Parameter normalization: a batch normalization whose running statistics are folded into w and b (inference only).
    func compile(
        _ input: Signal, at path: LayerPath, folding normalization: (BatchNormalization, LayerPath)?,
        then activation: FusedActivation?,
        in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        let window: WindowGeometry
        let groups: Int
        do {
            window = try geometry(for: input.shape, at: path)
            groups = try groupCount(for: input.shape, at: path)
        } catch {
            throw .architecture(error)
        }
        let hasBias = bias || normalization != nil
        let channels = input.memory.layout.extents[1]
        return try kernels { () throws(KernelError) in
            let kernel = try ConvolutionKernel(
                batch: input.rows, channels: channels, filters: filters, groups: groups, window: window,
                bias: hasBias, then: activation, trains: builder.differentiates, in: builder.workspace)
            let weights = try builder.parameter(
                [parameters[0]], canonical: kernel.canonicalWeights, stored: kernel.weightsGradientLayout)
            let plainBias = try Layout.plain([filters])
            let biases =
                hasBias
                ? try builder.parameter(Array(parameters.dropFirst()), canonical: plainBias, stored: plainBias) : nil
            if let normalization {
                builder.addLoader { loaded throws(PlanError) in
                    try normalization.0.fold(loaded, from: normalization.1, into: self, weights, biases)
                }
            } else {
                builder.addCopy(into: [weights, biases])
            }
            let source = try builder.arranged(input.memory, as: kernel.inputLayout, isBackward: false)
            let output = try builder.activation(kernel.outputLayout)
            let (operation, preparation) = try kernel.forward(
                input: source,
                weights: builder.arranged(weights.value, as: kernel.weightsLayout, isBackward: false),
                bias: biases?.value, output: output)
            builder.addForward(operation)
            if let preparation {
                builder.addLoader { _ throws(PlanError) in
                    try kernels { () throws(KernelError) in try preparation.run() }
                }
            }
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: input.rows, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let gradient = try builder.arrangedGradient(gradient, as: output.layout)
                    if let activation {
                        builder.addBackward(
                            try activation.gradientOperation(
                                output: output, gradient: gradient, in: builder.workspace))
                    }
                    guard let weightsGradient = weights.gradient else { return nil }
                    if builder.trains {
                        builder.addBackward(
                            try kernel.backwardWeights(
                                input: source, outputGradient: gradient, weightsGradient: weightsGradient,
                                biasGradient: biases?.gradient
                            ) { memory, layout throws(KernelError) in
                                try builder.arranged(memory, as: layout, isBackward: true)
                            })
                    }
                    defer { builder.finishBackward(with: gradient) }
                    guard input.needsGradient else { return nil }
                    let (operation, inputGradient) = try kernel.backwardInput(
                        weights: weights.value, outputGradient: gradient
                    ) { memory, layout throws(KernelError) in
                        try builder.arranged(memory, as: layout, isBackward: true)
                    } target: { layout throws(KernelError) in
                        try builder.gradient(layout)
                    }
                    builder.addBackward(operation)
                    return inputGradient
                }
            }
        }
    }
}

extension Convolution: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            filters: try container.decode(Int.self, forKey: .filters),
            kernel: try container.decodeIfPresent(Window.self, forKey: .kernel) ?? 3,
            stride: try container.decodeIfPresent(Window.self, forKey: .stride) ?? 1,
            dilation: try container.decodeIfPresent(Window.self, forKey: .dilation) ?? 1,
            padding: try container.decodeIfPresent(Padding.self, forKey: .padding) ?? .same,
            groups: try container.decodeIfPresent(ChannelGroups.self, forKey: .groups) ?? 1,
            bias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    }
}

extension Layer {
    public static func convolution(_ layer: Convolution) -> Layer { Layer(layer) }
}
