import Kernels
import Tensors

/// A 2D convolution over one feature map (cross-correlation, as in every framework).
public struct Convolution {
    public var name: String?
    /// Output channels.
    public var filters: Int
    public var kernel: Window
    public var stride: Window
    public var padding: Padding
    /// Whether a bias is added; leave it out before batch normalization.
    public var bias: Bool

    public init(
        name: String? = nil, filters: Int, kernel: Window = 3, stride: Window = 1, padding: Padding = .same,
        bias: Bool = true
    ) {
        self.name = name
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.bias = bias
    }
}

extension Convolution: LayerDescription {
    static let kind = "convolution"
    static var bare: Self? { nil }
    static var example: String { "{filters: 16, kernel: 3}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let window = try geometry(for: input, at: path)
        return .map(channels: filters, height: window.outputHeight, width: window.outputWidth)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (channels, _, _) = try input.map(readBy: path)
        _ = try FeatureLimits.count([filters, channels, kernel.height, kernel.width], at: path)
        let bound = 1 / Double(channels * kernel.height * kernel.width).squareRoot()
        let weight = ParameterDescription(
            name: path.parameter("weight"), shape: Shape([filters, channels, kernel.height, kernel.width]),
            initialValue: .uniform(bound: bound))
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
        let (channels, height, width) = try input.map(readBy: path)
        return try SlidingWindow(size: kernel, stride: stride, padding: padding)
            .geometry(channels: channels, height: height, width: width, at: path)
    }
}

extension Convolution {
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try compile(input, at: path, folding: nil, relu: false, in: builder)
    }

    /// y = relu?(x ∗ w + b), N·C·H·W. Backward: dy ← dy·[y > 0]; dw, db and dx by convolution.
    ///
    /// - Parameter normalization: a batch normalization whose running statistics are folded into w and b (inference only).
    func compile(
        _ input: Signal, at path: LayerPath, folding normalization: (BatchNormalization, LayerPath)?, relu: Bool,
        in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        let window: WindowGeometry
        do {
            window = try geometry(for: input.shape, at: path)
        } catch {
            throw .architecture(error)
        }
        let hasBias = bias || normalization != nil
        let channels = input.memory.layout.extents[1]
        return try kernels { () throws(KernelError) in
            let kernel = try ConvolutionKernel(
                batch: input.rows, channels: channels, filters: filters, window: window, bias: hasBias, relu: relu,
                trains: builder.trains, in: builder.workspace)
            let weights = try builder.parameter(
                [parameters[0]], canonical: .plain(parameters[0].shape.extents), stored: kernel.weightsGradientLayout)
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
            builder.addForward(
                try kernel.forward(
                    input: source,
                    weights: builder.arranged(weights.value, as: kernel.weightsLayout, isBackward: false),
                    bias: biases?.value, output: output))
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: input.rows, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let gradient = try builder.arrangedGradient(gradient, as: output.layout)
                    if relu {
                        builder.addBackward(
                            try ReLUGradient.operation(output: output, gradient: gradient, in: builder.workspace))
                    }
                    guard let weightsGradient = weights.gradient else { return nil }
                    builder.addBackward(
                        try kernel.backwardWeights(
                            input: source, outputGradient: gradient, weightsGradient: weightsGradient,
                            biasGradient: biases?.gradient
                        ) { memory, layout throws(KernelError) in
                            try builder.arranged(memory, as: layout, isBackward: true)
                        })
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
            padding: try container.decodeIfPresent(Padding.self, forKey: .padding) ?? .same,
            bias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    }
}

extension Layer {
    public static func convolution(_ layer: Convolution) -> Layer { Layer(layer) }
}
