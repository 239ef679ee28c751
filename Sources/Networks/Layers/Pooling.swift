import Kernels

/// The largest number below a window that slides over a feature map or volume.
public struct MaxPool {
    public var name: String?
    public var size: Window
    /// How far the window moves; `nil` means by its own size.
    public var stride: Window?
    public var padding: Padding

    public init(name: String? = nil, size: Window = 2, stride: Window? = nil, padding: Padding = .valid) {
        self.name = name
        self.size = size
        self.stride = stride
        self.padding = padding
    }
}

/// The mean of the numbers below a window that slides over a feature map or volume; padding does not count.
public struct AveragePool {
    public var name: String?
    public var size: Window
    /// How far the window moves; `nil` means by its own size.
    public var stride: Window?
    public var padding: Padding

    public init(name: String? = nil, size: Window = 2, stride: Window? = nil, padding: Padding = .valid) {
        self.name = name
        self.size = size
        self.stride = stride
        self.padding = padding
    }
}

/// A layer that reduces the windows of a feature map, channel by channel.
protocol PoolingLayer: LayerDescription {
    init(name: String?, size: Window, stride: Window?, padding: Padding)
    static var reduction: PoolingReduction { get }
    var size: Window { get }
    var stride: Window? { get }
    var padding: Padding { get }
}

extension PoolingLayer {
    static var bare: Self? { Self(name: nil, size: 2, stride: nil, padding: .valid) }

    /// The size is always spelt out, as in `{maxPool: 2}`.
    var isBare: Bool { false }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let window = try geometry(for: input, at: path)
        return FeatureGrid(channels: try input.grid(readBy: path).channels, extents: window.outputExtents).shape
    }

    func geometry(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> WindowGeometry {
        let window = try SlidingWindow(size: size, stride: stride ?? size, padding: padding)
            .geometry(over: input.grid(readBy: path), at: path)
        for axis in window.axes where padding != .same && max(axis.before, axis.after) > axis.size / 2 {
            throw .invalidOption(
                path: path.description, option: "padding", value: "\(max(axis.before, axis.after))",
                allowed: "at most half the window's size")
        }
        return window
    }
}

extension MaxPool: PoolingLayer {
    static let kind = "maxPool"
    static let reduction = PoolingReduction.max
}

extension AveragePool: PoolingLayer {
    static let kind = "averagePool"
    static let reduction = PoolingReduction.average
}

extension PoolingLayer {
    /// Backward: the gradient goes to where the maximum was, or evenly to the window. N·C·H·W or N·C·D·H·W.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let window: WindowGeometry
        do {
            window = try geometry(for: input.shape, at: path)
        } catch {
            throw .architecture(error)
        }
        return try input.pooled(Self.reduction, window: window, in: builder) { (memory, _) in
            Signal(shape: shape, memory: memory, rows: input.rows, needsGradient: input.needsGradient)
        }
    }
}

/// The keys of a pooling layer; a bare number means the size.
private enum PoolingKeys: String, CodingKey {
    case name, size, stride, padding
}

extension PoolingLayer {
    fileprivate init(decoding decoder: any Decoder) throws {
        if let size = try? decoder.singleValueContainer().decode(Window.self) {
            self.init(name: nil, size: size, stride: nil, padding: .valid)
            return
        }
        let container = try decoder.container(keyedBy: PoolingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            size: try container.decodeIfPresent(Window.self, forKey: .size) ?? 2,
            stride: try container.decodeIfPresent(Window.self, forKey: .stride),
            padding: try container.decodeIfPresent(Padding.self, forKey: .padding) ?? .valid)
    }

    fileprivate func encode(into encoder: any Encoder) throws {
        if self == Self(name: nil, size: size, stride: nil, padding: .valid) {
            try size.encode(to: encoder)
            return
        }
        var container = encoder.container(keyedBy: PoolingKeys.self)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encode(size, forKey: .size)
        try container.encode(stride ?? size, forKey: .stride)
        try container.encode(padding, forKey: .padding)
    }
}

extension MaxPool {
    public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }
    public func encode(to encoder: any Encoder) throws { try encode(into: encoder) }
}

extension AveragePool {
    public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }
    public func encode(to encoder: any Encoder) throws { try encode(into: encoder) }
}

extension Layer {
    public static func maxPool(_ layer: MaxPool) -> Layer { Layer(layer) }
    public static func averagePool(_ layer: AveragePool) -> Layer { Layer(layer) }
}
