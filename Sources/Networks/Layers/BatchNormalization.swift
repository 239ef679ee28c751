import Kernels
import Tensors

/// Batch normalization over the channels of a map or volume or the features of a vector (Ioffe and Szegedy 2015), as in PyTorch:
/// statistics of the batch (biased variance) while training, running statistics (unbiased variance) afterwards. Padded steps
/// of sequences count in no statistic.
public struct BatchNormalization {
    public var name: String?
    /// The share of a new batch in the running statistics.
    public var momentum: Float
    /// What is added to the variance.
    public var epsilon: Float

    public init(name: String? = nil, momentum: Float = 0.1, epsilon: Float = 1e-5) {
        self.name = name
        self.momentum = momentum
        self.epsilon = epsilon
    }
}

extension BatchNormalization: LayerDescription {
    static let kind = "batchNormalization"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard momentum >= 0, momentum <= 1 else {
            throw .invalidOption(
                path: path.description, option: "momentum", value: "\(momentum)", allowed: "from 0 to 1")
        }
        guard epsilon > 0, epsilon <= 1 else {
            throw .invalidOption(
                path: path.description, option: "epsilon", value: "\(epsilon)", allowed: "above 0 and at most 1")
        }
        _ = try channels(of: input, at: path)
        return input.singleFrameAsMap
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let shape = Shape([try channels(of: input, at: path)])
        return [
            ParameterDescription(name: path.parameter("weight"), shape: shape, initialValue: .constant(1)),
            ParameterDescription(name: path.parameter("bias"), shape: shape, initialValue: .constant(0)),
            ParameterDescription(
                name: path.parameter("running_mean"), shape: shape, initialValue: .constant(0), isTrained: false),
            ParameterDescription(
                name: path.parameter("running_var"), shape: shape, initialValue: .constant(1), isTrained: false),
        ]
    }

    private func channels(of input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> Int {
        switch input.singleFrameAsMap {
        case .map(let channels, _, _), .volume(let channels, _, _, _): return channels
        case .vector(let features): return features
        case .frames, .sequence:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "one feature map, volume or vector",
                advice: "put it into a `timeDistributed` layer")
        }
    }
}

extension BatchNormalization {
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try compile(input, at: path, relu: false, in: builder)
    }

    /// y = pool?(relu?(γ·(x − μ)/√(σ² + ε) + β)), N·C·H·W or N·C·D·H·W, statistics over all axes but C.
    ///
    /// - Parameter pool: a 2×2 max pooling that follows; only where `canFuse(_:after:in:)` says so.
    func compile(
        _ input: Signal, at path: LayerPath, relu: Bool, pool: (MaxPool, LayerPath)? = nil, in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        var signal = Signal(shape: shape, memory: input.memory, rows: input.rows, needsGradient: true)
        if let pool { signal.shape = try pool.0.described(signal, at: pool.1).output }
        return try kernels { () throws(KernelError) in
            let source = try input.asMap(in: builder)
            let extents = source.layout.extents
            let statistics = try Layout.plain([extents[1]])
            let scale = try builder.parameter([parameters[0]], canonical: statistics, stored: statistics)
            let shift = try builder.parameter([parameters[1]], canonical: statistics, stored: statistics)
            let runningMean = try builder.statistic(parameters[2])
            let runningVariance = try builder.statistic(parameters[3])
            builder.addCopy(into: [scale, shift, runningMean, runningVariance])
            func running(_ mean: Memory, _ variance: Memory) -> RunningStatistics {
                RunningStatistics(
                    momentum: momentum, count: { (input.lengths?.rows ?? input.rows) * source.layout.pixels },
                    batch: (mean, variance), running: (runningMean.value, runningVariance.value))
            }
            if builder.trains, FusedNormalizationKernel.reads(source.layout) {
                let kernel = try FusedNormalizationKernel(
                    layout: source.layout, lengths: input.lengths, epsilon: epsilon, relu: relu, pools: pool != nil,
                    in: builder.workspace)
                signal.memory = try builder.activation(kernel.outputLayout)
                builder.addForward(
                    kernel.forward(input: source, scale: scale.value, shift: shift.value, output: signal.memory))
                builder.addForward(running(kernel.mean, kernel.variance).updating())
                return Link(output: signal) { gradient throws(PlanError) in
                    try kernels { () throws(KernelError) in
                        guard let scaleGradient = scale.gradient, let shiftGradient = shift.gradient else { return nil }
                        let gradient = try builder.arrangedGradient(gradient, as: kernel.outputLayout)
                        let inputGradient = pool == nil ? gradient : try builder.gradient(source.layout)
                        builder.addBackward(
                            kernel.backward(
                                input: source, outputGradient: gradient, inputGradient: inputGradient,
                                scale: scale.value, scaleGradient: scaleGradient, shiftGradient: shiftGradient))
                        if let lengths = input.lengths {
                            builder.addBackward(lengths.clearingPadding(of: inputGradient))
                        }
                        if pool != nil { builder.finishBackward(with: gradient) }
                        return inputGradient
                    }
                }
            }
            let kernel = try BatchNormalizationKernel(
                layout: source.layout, epsilon: epsilon, relu: relu, statistics: builder.trains ? .batch : .past,
                differentiates: builder.differentiates, in: builder.workspace)
            let output = try builder.activation(source.layout)
            var forward = try kernel.forward(input: source, scale: scale.value, shift: shift.value, output: output)
            var masked: MaskedNormalizationKernel?
            if builder.trains, let lengths = input.lengths {
                let kernel = try MaskedNormalizationKernel(
                    layout: source.layout, lengths: lengths, epsilon: epsilon, relu: relu,
                    statistics: (kernel.mean, kernel.variance), in: builder.workspace)
                forward = AlternativeOperation(
                    lengths, full: [forward],
                    masked: try kernel.forward(
                        input: source, scale: scale.value, shift: shift.value, output: output))
                masked = kernel
            }
            let statisticsStep = running(kernel.mean, kernel.variance)
            builder.addForward(builder.trains ? forward : statisticsStep.restoring())
            builder.addForward(builder.trains ? statisticsStep.updating() : forward)
            builder.finishForward(with: input.memory)
            signal.memory = try input.isGrid ? output : builder.workspace.plainView(of: output)
            return Link(output: signal) { [masked] gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    guard let scaleGradient = scale.gradient, let shiftGradient = shift.gradient else { return nil }
                    let seen = input.isGrid ? gradient : try builder.workspace.mapView(of: gradient)
                    let dense = try builder.arrangedGradient(seen, as: source.layout)
                    let backward = try kernel.backward(
                        input: source, gradient: dense, scale: scale.value, shift: shift.value,
                        scaleGradient: scaleGradient, shiftGradient: shiftGradient)
                    if let masked {
                        builder.addBackward(
                            AlternativeOperation(
                                masked.lengths, full: [backward],
                                masked: try masked.backward(
                                    gradient: dense, scale: scale.value, shift: shift.value,
                                    scaleGradient: scaleGradient, shiftGradient: shiftGradient)))
                    } else {
                        builder.addBackward(backward)
                    }
                    return input.isGrid ? dense : try builder.workspace.plainView(of: dense)
                }
            }
        }
    }

    /// Whether `pool` after this layer (and a ReLU) can be computed in its pass: 2×2 without padding, maps in blocks.
    static func canFuse(_ pool: MaxPool, after input: Signal, in builder: PlanBuilder) -> Bool {
        let layout = input.memory.layout
        return builder.trains && FusedNormalizationKernel.reads(layout) && layout.extents.count == 4
            && pool.size.extents.allSatisfy { $0 == 2 } && (pool.stride ?? pool.size).extents.allSatisfy { $0 == 2 }
            && pool.padding == .valid
    }

    /// Folds the running statistics into a convolution: w′ = w·γ/√(σ² + ε), b′ = (b − μ)·γ/√(σ² + ε) + β.
    func fold(
        _ loaded: Weights, from path: LayerPath, into convolution: Convolution, _ weights: Parameter,
        _ biases: Parameter?
    ) throws(PlanError) {
        let scale = try loaded.tensor(path.parameter("weight"))
        let shift = try loaded.tensor(path.parameter("bias"))
        let mean = try loaded.tensor(path.parameter("running_mean"))
        let variance = try loaded.tensor(path.parameter("running_var"))
        var kernel = try loaded.tensor(weights.parts[0].name)
        let old = try biases?.parts.first.map { part throws(PlanError) in try loaded.tensor(part.name) }
        let filterSize = kernel.count / convolution.filters
        var folded: [Float] = []
        for filter in 0..<convolution.filters {
            let factor = Double(scale[filter]) / (Double(variance[filter]) + Double(epsilon)).squareRoot()
            for offset in filter * filterSize..<(filter + 1) * filterSize {
                kernel[offset] = Float(Double(kernel[offset]) * factor)
            }
            let bias = Double(old?[filter] ?? 0)
            folded.append(Float((bias - Double(mean[filter])) * factor + Double(shift[filter])))
        }
        try weights.write(kernel.elements)
        try biases?.write(folded)
    }
}

extension BatchNormalization: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            momentum: try container.decodeIfPresent(Float.self, forKey: .momentum) ?? 0.1,
            epsilon: try container.decodeIfPresent(Float.self, forKey: .epsilon) ?? 1e-5)
    }
}

extension Layer {
    public static func batchNormalization(_ layer: BatchNormalization) -> Layer { Layer(layer) }
}
