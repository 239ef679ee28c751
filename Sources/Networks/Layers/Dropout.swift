import Kernels

/// Sets a share of the numbers to 0 while training and scales the rest up (Srivastava et al. 2014); does nothing afterwards.
///
/// What is dropped follows from the step's seed, the layer's place and the number's place alone.
public struct Dropout {
    public var name: String?
    /// The share that is dropped.
    public var rate: Float

    public init(name: String? = nil, rate: Float = 0.5) {
        self.name = name
        self.rate = rate
    }
}

extension Dropout: DroppingLayer {
    static let kind = "dropout"

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        try checkRate(at: path)
        return input
    }
}

extension Dropout {
    /// y = x·m/(1 − rate) with m drawn from 0 and 1, any axes; backward the same with dy.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        _ = try described(input, at: path)
        guard builder.drops, rate > 0 else { return .passing(input) }
        let seed = builder.nextDropoutSeed()
        return try kernels { () throws(KernelError) in
            var output = input
            output.memory = try builder.activation(input.memory.layout)
            builder.addForward(
                DropoutKernel.operation(
                    from: input.memory, to: output.memory, rate: rate, in: builder.workspace, seed: seed))
            builder.finishForward(with: input.memory)
            return Link(output: output) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let gradient = try builder.arrangedGradient(gradient, as: input.memory.layout)
                    builder.addBackward(
                        DropoutKernel.operation(
                            from: gradient, to: gradient, rate: rate, in: builder.workspace, seed: seed))
                    return gradient
                }
            }
        }
    }
}

extension Dropout: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(droppingFrom: decoder)
    }
}

extension Layer {
    public static func dropout(_ layer: Dropout) -> Layer { Layer(layer) }
}
