/// Layers one after another under one name, such as a ready-made encoder.
public struct Sequential {
    public var name: String?
    public var layers: [Layer]

    public init(name: String? = nil, layers: [Layer]) {
        self.name = name
        self.layers = layers
    }
}

extension Sequential: LayerContainer {
    static let kind = "sequential"
    static var example: String { "{name: encoder, layers: […]}" }

    func branches(at path: LayerPath) -> [(layers: [Layer], path: LayerPath)] { [(layers, path)] }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        try LayerSequence.output(of: layers, for: input, below: path)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        try LayerSequence.parameters(of: layers, for: input, below: path)
    }

    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try LayerSequence.compile(layers, input: input, below: path, in: builder)
    }
}

extension Sequential: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            layers: try container.decode([Layer].self, forKey: .layers))
    }
}

extension Layer {
    public static func sequential(_ layer: Sequential) -> Layer { Layer(layer) }
}
