import Kernels

/// The mean of each channel of a feature map.
public struct GlobalAveragePool {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

/// The largest number of each channel of a feature map.
public struct GlobalMaxPool {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

/// A layer that reduces each channel of a feature map to one number.
protocol GlobalPoolingLayer: LayerDescription {
    static var reduction: PoolingReduction { get }
}

extension GlobalPoolingLayer {
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let (channels, height, width) = try input.map(readBy: path)
        guard height <= SlidingWindow.limit, width <= SlidingWindow.limit else {
            throw .tooLarge(path: path.description, extents: [height, width], limit: SlidingWindow.limit)
        }
        return .vector(features: channels)
    }
}

extension GlobalAveragePool: GlobalPoolingLayer {
    static let kind = "globalAveragePool"
    static var bare: Self? { Self() }
    static let reduction = PoolingReduction.average
}

extension GlobalMaxPool: GlobalPoolingLayer {
    static let kind = "globalMaxPool"
    static var bare: Self? { Self() }
    static let reduction = PoolingReduction.max
}

extension Layer {
    public static let globalAveragePool = Layer(GlobalAveragePool())
    public static let globalMaxPool = Layer(GlobalMaxPool())
}
