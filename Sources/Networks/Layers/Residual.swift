/// The layers' output plus their input, or plus what other layers make of it (He et al. 2015): `layers(x) + shortcut(x)`.
public struct Residual {
    public var name: String?
    public var layers: [Layer]
    /// What the input passes through beside `layers`; nothing by default.
    public var shortcut: [Layer]

    public init(name: String? = nil, layers: [Layer], shortcut: [Layer] = []) {
        self.name = name
        self.layers = layers
        self.shortcut = shortcut
    }
}

extension Residual: BranchingLayer {
    static let kind = "residual"
    static var example: String { "{layers: […]}" }
    static let advice =
        "give the layers as many filters and the same stride as their input, or a `shortcut` such as "
        + "`[{convolution: {filters: …, kernel: 1, stride: …}}]` that makes the same shape"

    var join: BranchJoin { .add }

    /// The shortcut's layers stand below `shortcut`, the others below the layer itself.
    func branches(at path: LayerPath) -> [(layers: [Layer], path: LayerPath)] {
        [(layers, path), (shortcut, path.appending("shortcut"))]
    }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard !layers.contains(where: { $0.name == "shortcut" }) else {
            throw .duplicateName(path: path.appending("shortcut").description)
        }
        return try joinedOutput(for: input, at: path)
    }
}

extension Residual: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            layers: try container.decode([Layer].self, forKey: .layers),
            shortcut: try container.decodeIfPresent([Layer].self, forKey: .shortcut) ?? [])
    }
}

extension Layer {
    public static func residual(_ layer: Residual) -> Layer { Layer(layer) }
}
