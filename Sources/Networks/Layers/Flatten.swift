import Kernels

/// Lays out a feature map (`C·H·W`) or a sequence (`T·F`) as one vector, the last axis fastest.
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
        case .map, .sequence, .vector:
            return .vector(features: try FeatureLimits.count(input.extents, at: path))
        }
    }
}

extension Layer {
    public static let flatten = Layer(Flatten())
}
