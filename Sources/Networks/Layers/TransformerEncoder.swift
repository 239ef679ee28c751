/// Transformer encoder layers over a sequence (Vaswani et al. 2017), the equations of PyTorch's `TransformerEncoderLayer`: multi-head
/// attention and a feed-forward network, each with a residual connection and layer normalization.
public struct TransformerEncoder {
    public enum Activation: String, CaseIterable, Codable, Hashable, Sendable {
        case relu, gelu
    }

    public var name: String?
    /// Attention heads; the features of a step are a multiple of it.
    public var heads: Int
    /// Features inside the feed-forward network.
    public var units: Int
    /// How many encoder layers follow each other.
    public var layers: Int
    /// The share that is dropped of attention weights, inside the feed-forward network and before each addition.
    public var dropout: Float
    /// Whether normalization comes before attention and feed-forward network and not after each addition.
    public var normFirst: Bool
    /// The function inside the feed-forward network.
    public var activation: Activation

    public init(
        name: String? = nil, heads: Int, units: Int, layers: Int = 1, dropout: Float = 0.1, normFirst: Bool = false,
        activation: Activation = .relu
    ) {
        self.name = name
        self.heads = heads
        self.units = units
        self.layers = layers
        self.dropout = dropout
        self.normFirst = normFirst
        self.activation = activation
    }
}

extension TransformerEncoder: LayerDescription {
    static let kind = "transformerEncoder"
    static var bare: Self? { nil }
    static var example: String { "{heads: 4, units: 128}" }

    private static let layerLimit = 64

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let (steps, features) = try input.sequence(readBy: path)
        guard heads >= 1, heads <= features, features.isMultiple(of: heads) else {
            throw .invalidOption(
                path: path.description, option: "heads", value: "\(heads)",
                allowed: "at least 1 and divide the \(features) features of a step")
        }
        guard layers >= 1, layers <= Self.layerLimit else {
            throw .invalidOption(
                path: path.description, option: "layers", value: "\(layers)", allowed: "from 1 to \(Self.layerLimit)")
        }
        _ = try Dense(units: units).output(for: input, at: path)
        _ = try Dropout(rate: dropout).output(for: input, at: path)
        _ = try FeatureLimits.count([heads, steps, steps], at: path)
        _ = try FeatureLimits.count([steps, 3, features], at: path)
        return input
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (_, features) = try input.sequence(readBy: path)
        _ = try output(for: input, at: path)
        var parameters: [ParameterDescription] = []
        for index in 0..<layers {
            parameters += try EncoderLayer(self, features: features, path: path, index: index).parameters(for: input)
        }
        return parameters
    }

    /// T·N·F to T·N·F, layer by layer.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        _ = try described(input, at: path)
        let (_, features) = try input.sequence(readBy: path)
        var chain = LinkChain(input)
        for index in 0..<layers {
            let layer = EncoderLayer(self, features: features, path: path, index: index)
            chain.append(try layer.compile(chain.signal, in: builder))
        }
        return chain.link
    }
}

extension TransformerEncoder: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            heads: try container.decode(Int.self, forKey: .heads),
            units: try container.decode(Int.self, forKey: .units),
            layers: try container.decodeIfPresent(Int.self, forKey: .layers) ?? 1,
            dropout: try container.decodeIfPresent(Float.self, forKey: .dropout) ?? 0.1,
            normFirst: try container.decodeIfPresent(Bool.self, forKey: .normFirst) ?? false,
            activation: try container.decodeIfPresent(Activation.self, forKey: .activation) ?? .relu)
    }
}

extension Layer {
    public static func transformerEncoder(_ layer: TransformerEncoder) -> Layer { Layer(layer) }
}
