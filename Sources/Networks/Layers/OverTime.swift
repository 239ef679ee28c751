import Kernels

/// The mean of a sequence's vectors.
public struct MeanOverTime {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

/// The largest value of each feature in a sequence.
public struct MaxOverTime {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

/// A layer that reduces a sequence to one vector.
protocol OverTimeLayer: LayerDescription {
    static var reduction: PoolingReduction { get }
}

extension OverTimeLayer {
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        .vector(features: try input.sequence(readBy: path).features)
    }
}

extension MeanOverTime: OverTimeLayer {
    static let kind = "meanOverTime"
    static var bare: Self? { Self() }
    static let reduction = PoolingReduction.average
}

extension MaxOverTime: OverTimeLayer {
    static let kind = "maxOverTime"
    static var bare: Self? { Self() }
    static let reduction = PoolingReduction.max
}

extension OverTimeLayer {
    /// T·N·F to N·F, and back.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        guard case .sequence(let steps, let features) = input.shape else { return .passing(input) }
        let lengths = input.lengths(steps: steps)
        let batch = lengths.batch
        return try kernels { () throws(KernelError) in
            let output = try builder.activation(.plain([batch, features]))
            let places = StepPlaces(count: batch * features)
            builder.addForward(
                SequenceKernel.reduce(
                    Self.reduction, lengths: lengths, input: input.memory, output: output, places: places))
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: batch, needsGradient: input.needsGradient)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let inputGradient = try builder.gradient(input.memory.layout)
                    builder.addBackward(
                        SequenceKernel.reduceBackward(
                            Self.reduction, lengths: lengths, outputGradient: gradient, inputGradient: inputGradient,
                            places: places))
                    builder.finishBackward(with: gradient)
                    return inputGradient
                }
            }
        }
    }
}

extension Layer {
    public static let meanOverTime = Layer(MeanOverTime())
    public static let maxOverTime = Layer(MaxOverTime())
}
