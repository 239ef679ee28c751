import Tensors

/// A network as a value: a tree of layers, which reads one prepared sequence and ends in one number for each class, of the whole
/// sequence or of each of its steps.
///
/// In a pipeline file it is a list; each entry is a layer's word or a map with that word as its one key.
/// `docs/reference/layers.md` lists the layers.
public struct Architecture: Hashable, Sendable {
    /// The layers, in the order of the forward pass.
    public var layers: [Layer]

    public init(layers: [Layer]) {
        self.layers = layers
    }

    /// The shape after each layer, outermost layers only.
    ///
    /// - Throws: `ArchitectureError` with the path of the first layer that cannot read what it gets.
    public func outputs(for input: InputShape) throws(ArchitectureError) -> [FeatureShape] {
        guard !layers.isEmpty else { throw .empty }
        var shape = try Self.shape(of: input)
        var shapes: [FeatureShape] = []
        for (layer, path) in zip(layers(for: input), try LayerPath.siblings(layers, below: LayerPath())) {
            shape = try layer.output(for: shape, at: path)
            shapes.append(shape)
        }
        return shapes
    }

    /// How many numbers the network learns (running statistics do not count).
    public func parameterCount(for input: InputShape) throws(ArchitectureError) -> Int {
        try parameters(for: input).filter(\.isTrained).reduce(0) { $0 + $1.shape.count }
    }

    /// Everything that the layers learn or keep, in the order of the weights.
    func parameters(for input: InputShape) throws(ArchitectureError) -> [ParameterDescription] {
        try LayerSequence.parameters(of: layers(for: input), for: Self.shape(of: input), below: LayerPath())
    }

    /// The layers, those that read more than the layer before them bound to what the input has.
    func layers(for input: InputShape) -> [Layer] { layers.map { $0.bound(to: input) } }

    /// `input` as the first layer sees it.
    static func shape(of input: InputShape) throws(ArchitectureError) -> FeatureShape {
        let extents = [input.frames, input.height, input.width, input.channels]
        guard extents.allSatisfy({ $0 >= 1 && $0 <= FeatureLimits.extent }),
            (0...FeatureLimits.extent).contains(input.clinical)
        else { throw .invalidInput(input) }
        _ = try FeatureLimits.count(extents, at: LayerPath())
        return .frames(count: input.frames, channels: input.channels, height: input.height, width: input.width)
    }
}

extension Architecture: Codable {
    public init(from decoder: any Decoder) throws {
        layers = try [Layer](from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try layers.encode(to: encoder)
    }
}
