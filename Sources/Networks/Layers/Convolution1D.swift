import Kernels
import Tensors

/// A convolution over the steps of a sequence of vectors (cross-correlation, as in every framework).
public struct Convolution1D {
    public var name: String?
    /// Output features.
    public var filters: Int
    /// Steps that the window covers.
    public var kernel: Int
    public var stride: Int
    public var padding: Padding
    /// The distance between the steps that the window covers.
    public var dilation: Int
    public var bias: Bool

    public init(
        name: String? = nil, filters: Int, kernel: Int = 3, stride: Int = 1, padding: Padding = .same,
        dilation: Int = 1, bias: Bool = true
    ) {
        self.name = name
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.bias = bias
    }
}

extension Convolution1D: LayerDescription {
    static let kind = "convolution1D"
    static var bare: Self? { nil }
    static var example: String { "{filters: 64, kernel: 3}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        for (option, value) in [("kernel", kernel), ("stride", stride), ("dilation", dilation)]
        where !(1...SlidingWindow.limit).contains(value) {
            throw .invalidOption(
                path: path.description, option: option, value: "\(value)", allowed: "from 1 to \(SlidingWindow.limit)")
        }
        guard filters >= 1, filters <= FeatureLimits.extent else {
            throw .invalidOption(
                path: path.description, option: "filters", value: "\(filters)",
                allowed: "from 1 to \(FeatureLimits.extent)")
        }
        let (steps, features) = try input.sequence(readBy: path)
        let output = axis(steps, padding: try amount(at: path)).output
        guard output >= 1 else {
            throw .windowTooLarge(path: path.description, window: [reach], given: input)
        }
        _ = try FeatureLimits.count([output, kernel, features], at: path)
        return .sequence(steps: output, features: filters)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (_, features) = try input.sequence(readBy: path)
        _ = try FeatureLimits.count([filters, features, kernel], at: path)
        let bound = 1 / Double(features * kernel).squareRoot()
        let tensors = [("weight", [filters, features, kernel])] + (bias ? [("bias", [filters])] : [])
        return tensors.map {
            ParameterDescription(
                name: path.parameter($0.0), shape: Shape($0.1), initialValue: .uniform(bound: bound))
        }
    }

    /// The steps from the first that the window covers to the last.
    private var reach: Int { (kernel - 1) * dilation + 1 }

    /// How the window lies over a sequence of `steps`.
    private func axis(_ steps: Int, padding: (before: Int, after: Int)?) -> WindowGeometry.Axis {
        WindowGeometry.Axis(extent: steps, size: kernel, stride: stride, dilation: dilation, padding: padding)
    }

    /// The padding before and after a sequence; `nil` where it follows from its length.
    private func amount(at path: LayerPath) throws(ArchitectureError) -> (before: Int, after: Int)? {
        switch padding {
        case .same: return nil
        case .valid: return (0, 0)
        case .explicit(let window) where window.extents.count == 1:
            let steps = try window.extents(axes: 1, within: 0...SlidingWindow.limit, option: "padding", at: path)[0]
            return (steps, steps)
        case .explicit, .sides:
            throw .invalidOption(
                path: path.description, option: "padding", value: "given for more than one axis",
                allowed: "same, valid or one number of steps")
        }
    }
}

extension Convolution1D {
    /// y[u] = b + Σ w[k]·x[u·stride − padding + k·dilation], T·N·F to U·N·O. Backward: dw, db and dx by the same products.
    ///
    /// A padded sequence is computed as it would be alone. One that is too short for the window becomes one step, which
    /// reads zeros where nothing is.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        let (steps, features) = try input.sequence(readBy: path)
        let lengths = input.lengths(steps: steps)
        let amount: (before: Int, after: Int)?
        do {
            amount = try self.amount(at: path)
        } catch {
            throw .architecture(error)
        }
        let outputLengths = lengths.changed(steps: axis(steps, padding: amount).output) {
            max(axis($0, padding: amount).output, 1)
        }
        let rows = outputLengths.steps * lengths.batch
        return try kernels { () throws(KernelError) in
            let windows = StepWindowKernel(
                input: lengths, output: outputLengths, features: features, window: kernel, stride: stride,
                dilation: dilation
            ) { axis($0, padding: amount).before }
            let product = try DenseKernel(
                rows: rows, inputs: kernel * features, outputs: filters, bias: bias, plainWeights: true,
                trains: builder.differentiates, in: builder.workspace)
            let weights = try builder.parameter(
                [parameters[0]],
                canonical: .strided([filters, kernel, features], strides: [features * kernel, 1, kernel]),
                stored: .plain([filters, kernel, features]))
            let plainBias = try Layout.plain([filters])
            let biases = bias ? try builder.parameter([parameters[1]], canonical: plainBias, stored: plainBias) : nil
            builder.addCopy(into: [weights, biases])
            let matrix = try Layout.plain([filters, kernel * features])
            let weightMatrix = try builder.workspace.view(of: weights.value, as: matrix)
            let columns = try builder.activation(.plain([rows, kernel * features]))
            let output = try builder.activation(.plain([rows, filters]))
            builder.addForward(windows.forward(input: input.memory, output: columns))
            builder.finishForward(with: input.memory)
            builder.addForward(
                try product.forward(input: columns, weights: weightMatrix, bias: biases?.value, output: output))
            builder.finishForward(with: columns)
            let signal = Signal(
                shape: shape, memory: output, rows: rows, needsGradient: true,
                lengths: input.lengths == nil ? nil : outputLengths)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    guard let weightsGradient = weights.gradient else { return nil }
                    builder.addBackward(
                        try product.backwardWeights(
                            input: columns, outputGradient: gradient,
                            weightsGradient: builder.workspace.view(of: weightsGradient, as: matrix),
                            biasGradient: biases?.gradient))
                    defer { builder.finishBackward(with: gradient) }
                    guard input.needsGradient else { return nil }
                    let columnsGradient = try builder.gradient(columns.layout)
                    builder.addBackward(
                        try product.backwardInput(
                            weights: weightMatrix, outputGradient: gradient, inputGradient: columnsGradient
                        ) { memory, _ throws(KernelError) in memory })
                    let inputGradient = try builder.gradient(input.memory.layout)
                    builder.addBackward(
                        windows.backward(outputGradient: columnsGradient, inputGradient: inputGradient))
                    builder.finishBackward(with: columnsGradient)
                    return inputGradient
                }
            }
        }
    }
}

extension Convolution1D: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            filters: try container.decode(Int.self, forKey: .filters),
            kernel: try container.decodeIfPresent(Int.self, forKey: .kernel) ?? 3,
            stride: try container.decodeIfPresent(Int.self, forKey: .stride) ?? 1,
            padding: try container.decodeIfPresent(Padding.self, forKey: .padding) ?? .same,
            dilation: try container.decodeIfPresent(Int.self, forKey: .dilation) ?? 1,
            bias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    }
}

extension Layer {
    public static func convolution1D(_ layer: Convolution1D) -> Layer { Layer(layer) }
}
