import Kernels

/// Lays out a feature map (`C·H·W`), a volume (`C·D·H·W`) or a sequence (`T·F`) as one vector, the last axis fastest.
public struct Flatten {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

extension Flatten: LayerDescription {
    static let kind = "flatten"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        switch input.singleFrameAsMap {
        case .frames:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "one feature map, sequence or vector",
                advice: "put it into a `timeDistributed` layer")
        case .map, .volume, .sequence, .vector:
            return .vector(features: try FeatureLimits.count(input.extents, at: path))
        }
    }
}

extension Flatten {
    /// N·C·H·W to N·(C·H·W), N·C·D·H·W likewise, or T·N·F to N·(T·F), where padded steps are zeros; backward the other way.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        if case .vector = input.shape { return .passing(input) }
        return try kernels { () throws(KernelError) in
            if case .sequence(let steps, let features) = input.shape {
                let batch = input.rows / steps
                if let lengths = input.lengths { builder.addForward(lengths.clearingPadding(of: input.memory)) }
                let link = try input.rearranged(
                    as: shape, rows: batch, seen: .plain([steps, batch, features]),
                    flat: .strided([steps, batch, features], strides: [features, steps * features, 1]), in: builder)
                return link.clearingPadding(input.lengths, in: builder)
            }
            return try input.rearranged(
                as: shape, rows: input.rows, seen: nil, flat: .plain(input.memory.layout.extents), in: builder)
        }
    }
}

extension Layer {
    public static let flatten = Layer(Flatten())
}
