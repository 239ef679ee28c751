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

extension Layer {
    public static let meanOverTime = Layer(MeanOverTime())
    public static let maxOverTime = Layer(MaxOverTime())
}
