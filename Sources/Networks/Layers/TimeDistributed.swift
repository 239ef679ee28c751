import Kernels

/// Layers that read every frame (or step) of a sequence alike: time is folded into the batch.
public struct TimeDistributed {
    /// What the steps are.
    public enum Axis: String, CaseIterable, Codable, Hashable, Sendable {
        /// The frames of the sequence; which of the words is used documents the experiment and changes nothing.
        case slices, frames, modalities
        /// The rows of a map, from top to bottom, each a map of `C·1·W`.
        case rows
    }

    public var name: String?
    public var axis: Axis
    /// Reads the frames as so many volumes, each of as many frames in order; `nil` reads every frame as a map.
    public var steps: Int?
    public var layers: [Layer]

    public init(name: String? = nil, axis: Axis = .frames, steps: Int? = nil, layers: [Layer]) {
        self.name = name
        self.axis = axis
        self.steps = steps
        self.layers = layers
    }
}

extension TimeDistributed: LayerDescription {
    static let kind = "timeDistributed"
    static var bare: Self? { nil }
    static var example: String { "{axis: slices, layers: […]}" }
    static var holdsLayers: Bool { true }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let (count, step) = try step(of: input, at: path)
        let output = try LayerSequence.output(of: layers, for: step, below: path)
        switch output {
        case .map(let channels, let height, let width):
            return .frames(count: count, channels: channels, height: height, width: width)
        case .vector(let features):
            return .sequence(steps: count, features: features)
        case .frames, .volume, .sequence:
            throw .unexpectedInput(
                path: path.description, given: output, wanted: "a map or a vector from its own last layer",
                advice: "a sequence of sequences or volumes cannot be read; end the inner layers with a pooling")
        }
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        try LayerSequence.parameters(of: layers, for: try step(of: input, at: path).shape, below: path)
    }

    /// How many steps `input` has, and the shape of one.
    func step(
        of input: FeatureShape, at path: LayerPath
    ) throws(ArchitectureError) -> (count: Int, shape: FeatureShape) {
        if axis == .rows {
            guard steps == nil else {
                throw .invalidOption(
                    path: path.description, option: "steps", value: "given",
                    allowed: "left out with `axis: rows`, whose steps are the map's rows")
            }
            let (channels, height, width) = try input.map(readBy: path)
            return (height, .map(channels: channels, height: 1, width: width))
        }
        if let steps { return (steps, try input.volume(readBy: path, steps: steps)) }
        switch input {
        case .frames(let count, let channels, let height, let width):
            return (count, .map(channels: channels, height: height, width: width))
        case .sequence(let steps, let features):
            return (steps, .vector(features: features))
        case .map, .volume, .vector:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "a sequence",
                advice: "put its layers in its place without `timeDistributed`")
        }
    }
}

extension TimeDistributed {
    /// The inner layers over N = t·batch + b. The frames are already folded into the batch; volumes and rows are copied
    /// to lie so.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let step: FeatureShape
        do {
            step = try self.step(of: input.shape, at: path).shape
        } catch {
            throw .architecture(error)
        }
        let entry: Link
        if axis == .rows {
            entry = try input.rowsApart(as: step, in: builder)
        } else if let steps {
            entry = try input.volumes(as: step, steps: steps, in: builder)
        } else {
            var inner = input
            inner.shape = step
            entry = .passing(inner)
        }
        let link = try LayerSequence.compile(layers, input: entry.output, below: path, in: builder)
        var output = link.output
        output.shape = shape
        return Link(output: output) { gradient throws(PlanError) in
            guard let inner = try link.backward(gradient) else { return nil }
            return try entry.backward(inner)
        }
    }
}

extension TimeDistributed: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            axis: try container.decodeIfPresent(Axis.self, forKey: .axis) ?? .frames,
            steps: try container.decodeIfPresent(Int.self, forKey: .steps),
            layers: try container.decode([Layer].self, forKey: .layers))
    }
}

extension Layer {
    public static func timeDistributed(_ layer: TimeDistributed) -> Layer { Layer(layer) }
}
