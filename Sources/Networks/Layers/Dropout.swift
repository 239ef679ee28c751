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

extension Dropout: LayerDescription {
    static let kind = "dropout"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard rate >= 0, rate < 1 else {
            throw .invalidOption(
                path: path.description, option: "rate", value: "\(rate)", allowed: "at least 0 and below 1")
        }
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
        if let rate = try? decoder.singleValueContainer().decode(Float.self) {
            self.init(rate: rate)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            rate: try container.decodeIfPresent(Float.self, forKey: .rate) ?? 0.5)
    }
}

extension Layer {
    public static func dropout(_ layer: Dropout) -> Layer { Layer(layer) }
}
