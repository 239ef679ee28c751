import Kernels
import Tensors

/// A 2D convolution over one feature map (cross-correlation, as in every framework).
public struct Convolution {
    public var name: String?
    /// Output channels.
    public var filters: Int
    public var kernel: Window
    public var stride: Window
    public var padding: Padding
    /// Whether a bias is added; leave it out before batch normalization.
    public var bias: Bool

    public init(
        name: String? = nil, filters: Int, kernel: Window = 3, stride: Window = 1, padding: Padding = .same,
        bias: Bool = true
    ) {
        self.name = name
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.bias = bias
    }
}

extension Convolution: LayerDescription {
    static let kind = "convolution"
    static var bare: Self? { nil }
    static var example: String { "{filters: 16, kernel: 3}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let window = try geometry(for: input, at: path)
        return .map(channels: filters, height: window.outputHeight, width: window.outputWidth)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (channels, _, _) = try input.map(readBy: path)
        _ = try FeatureLimits.count([filters, channels, kernel.height, kernel.width], at: path)
        let bound = 1 / Double(channels * kernel.height * kernel.width).squareRoot()
        let weight = ParameterDescription(
            name: path.parameter("weight"), shape: Shape([filters, channels, kernel.height, kernel.width]),
            initialValue: .uniform(bound: bound))
        guard bias else { return [weight] }
        return [
            weight,
            ParameterDescription(
                name: path.parameter("bias"), shape: Shape([filters]), initialValue: .uniform(bound: bound)),
        ]
    }

    private func geometry(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> WindowGeometry {
        guard filters >= 1, filters <= FeatureLimits.extent else {
            throw .invalidOption(
                path: path.description, option: "filters", value: "\(filters)",
                allowed: "from 1 to \(FeatureLimits.extent)")
        }
        let (channels, height, width) = try input.map(readBy: path)
        return try SlidingWindow(size: kernel, stride: stride, padding: padding)
            .geometry(channels: channels, height: height, width: width, at: path)
    }
}

extension Convolution: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            filters: try container.decode(Int.self, forKey: .filters),
            kernel: try container.decodeIfPresent(Window.self, forKey: .kernel) ?? 3,
            stride: try container.decodeIfPresent(Window.self, forKey: .stride) ?? 1,
            padding: try container.decodeIfPresent(Padding.self, forKey: .padding) ?? .same,
            bias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    }
}

extension Layer {
    public static func convolution(_ layer: Convolution) -> Layer { Layer(layer) }
}
