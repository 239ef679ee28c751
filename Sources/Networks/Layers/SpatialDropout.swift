import Kernels

/// Sets whole channels of a map or volume to 0 while training and scales the rest up (Tompson et al. 2014); does nothing
/// afterwards.
///
/// What is dropped follows from the step's seed, the layer's place, the image's and the channel's place alone.
public struct SpatialDropout {
    public var name: String?
    /// The share of channels that is dropped.
    public var rate: Float

    public init(name: String? = nil, rate: Float = 0.5) {
        self.name = name
        self.rate = rate
    }
}

extension SpatialDropout: DroppingLayer {
    static let kind = "spatialDropout"

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        try checkRate(at: path)
        return try input.grid(readBy: path).shape
    }
}

extension SpatialDropout {
    /// y = x·m/(1 − rate) with m drawn from 0 and 1 for each channel of each image; backward the same with dy.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        var output = input
        output.shape = try described(input, at: path).output
        guard builder.drops, rate > 0 else { return .passing(output) }
        let seed = builder.nextDropoutSeed()
        return try kernels { () throws(KernelError) in
            let source = try input.inBlocks(in: builder)
            let kernel = try ChannelScaleKernel(layout: source.layout, in: builder.workspace)
            output.memory = try builder.activation(source.layout)
            builder.addForward(kernel.dropping(from: source, to: output.memory, rate: rate, seed: seed))
            builder.finishForward(with: source)
            return Link(output: output) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let gradient = try builder.arrangedGradient(gradient, as: source.layout)
                    builder.addBackward(kernel.dropping(from: gradient, to: gradient, rate: rate, seed: seed))
                    return gradient
                }
            }
        }
    }
}

extension SpatialDropout: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(droppingFrom: decoder)
    }
}

extension Layer {
    public static func spatialDropout(_ layer: SpatialDropout) -> Layer { Layer(layer) }
}
