import Kernels

/// Layers that read every frame (or step) of a sequence alike: time is folded into the batch.
public struct TimeDistributed {
    /// What the frames are; it documents the experiment and changes nothing.
    public enum Axis: String, Codable, Hashable, Sendable {
        case slices, frames
    }

    public var name: String?
    public var axis: Axis
    public var layers: [Layer]

    public init(name: String? = nil, axis: Axis = .frames, layers: [Layer]) {
        self.name = name
        self.axis = axis
        self.layers = layers
    }
}

extension TimeDistributed: LayerDescription {
    static let kind = "timeDistributed"
    static var bare: Self? { nil }
    static var example: String { "{axis: slices, layers: […]}" }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let (count, step) = try step(of: input, at: path)
        let output = try LayerSequence.output(of: layers, for: step, below: path)
        switch output {
        case .map(let channels, let height, let width):
            return .frames(count: count, channels: channels, height: height, width: width)
        case .vector(let features):
            return .sequence(steps: count, features: features)
        case .frames, .sequence:
            throw .unexpectedInput(
                path: path.description, given: output, wanted: "a map or a vector from its own last layer",
                advice: "a sequence inside of a sequence cannot be read; end the inner layers with a pooling")
        }
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        try LayerSequence.parameters(of: layers, for: try step(of: input, at: path).shape, below: path)
    }

    /// How many steps `input` has, and the shape of one.
    private func step(
        of input: FeatureShape, at path: LayerPath
    ) throws(ArchitectureError) -> (count: Int, shape: FeatureShape) {
        switch input {
        case .frames(let count, let channels, let height, let width):
            return (count, .map(channels: channels, height: height, width: width))
        case .sequence(let steps, let features):
            return (steps, .vector(features: features))
        case .map, .vector:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "a sequence",
                advice: "put its layers in its place without `timeDistributed`")
        }
    }
}

extension TimeDistributed {
    /// The inner layers over N = t·batch + b: time is already folded into the batch, so only the shapes are read anew.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        var inner = input
        do {
            inner.shape = try step(of: input.shape, at: path).shape
        } catch {
            throw .architecture(error)
        }
        var link = try LayerSequence.compile(layers, input: inner, below: path, in: builder)
        link.output.shape = shape
        return link
    }
}

extension TimeDistributed: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            axis: try container.decodeIfPresent(Axis.self, forKey: .axis) ?? .frames,
            layers: try container.decode([Layer].self, forKey: .layers))
    }
}

extension Layer {
    public static func timeDistributed(_ layer: TimeDistributed) -> Layer { Layer(layer) }
}
