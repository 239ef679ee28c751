import Tensors

/// What every layer's description can say about itself; one conforming type a file.
protocol LayerDescription: Codable, Hashable, Sendable {
    /// The word that names the layer in a pipeline file.
    static var kind: String { get }
    /// The layer that the bare word means; `nil` where options are needed.
    static var bare: Self? { get }
    /// Options for an error message, as in `{filters: 16}`.
    static var example: String { get }
    /// The layer's own name.
    var name: String? { get }
    /// Whether the layer is spelt as the bare word, because that says all.
    var isBare: Bool { get }

    /// Whether the layer holds layers, which check their own parameters.
    static var holdsLayers: Bool { get }

    /// The layer for a network that reads `input`; only those differ that read more than the layer before them.
    func bound(to input: InputShape) -> Self
    /// The shape that the layer makes of `input`.
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape
    /// What the layer learns or keeps, in the order of its weights.
    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription]
    /// Adds the layer's forward pass to `builder` and says how its gradient flows back.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link
}

extension LayerDescription {
    static var example: String { "{…}" }
    static var holdsLayers: Bool { false }

    /// The description without its type, to compare it with any other.
    var erased: AnyHashable { AnyHashable(self) }

    var isBare: Bool { self == Self.bare }

    func bound(to input: InputShape) -> Self { self }

    func encode<Key: CodingKey>(into container: inout KeyedEncodingContainer<Key>, forKey key: Key) throws {
        try container.encode(self, forKey: key)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        []
    }

    /// `output(for:at:)` and `parameters(for:at:)` for a compiled input, whose whole batch passes no limit either.
    func described(
        _ input: Signal, at path: LayerPath
    ) throws(PlanError) -> (output: FeatureShape, parameters: [ParameterDescription]) {
        do {
            let output = try output(for: input.shape, at: path)
            _ = try FeatureLimits.count([input.rows] + output.stepExtents, at: path)
            return (output, try parameters(for: input.shape, at: path))
        } catch {
            throw .architecture(error)
        }
    }
}

/// A tensor that a layer learns (a weight) or keeps (a running statistic), in canonical layout.
struct ParameterDescription: Hashable, Sendable {
    enum InitialValue: Hashable, Sendable {
        case constant(Float)
        /// Drawn evenly from `-bound...bound`.
        case uniform(bound: Double)
    }

    /// `<path>.<name>`.
    var name: String
    var shape: Shape
    var initialValue: InitialValue
    /// Whether a gradient step changes it.
    var isTrained = true
}

extension Layer {
    /// The layer for a network that reads `input`.
    func bound(to input: InputShape) -> Layer {
        func bound(_ description: some LayerDescription) -> Layer { Layer(description.bound(to: input)) }
        return bound(description)
    }

    /// The shape that the layer makes of `input`, none of whose extents or products passes the engine's limits.
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let output = try description.output(for: input, at: path)
        guard output.extents.allSatisfy({ $0 >= 1 && $0 <= FeatureLimits.extent }) else {
            throw .tooLarge(path: path.description, extents: output.extents, limit: FeatureLimits.extent)
        }
        _ = try FeatureLimits.count(output.extents, at: path)
        guard !Swift.type(of: description).holdsLayers else { return output }
        for parameter in try description.parameters(for: input, at: path) {
            _ = try FeatureLimits.count(parameter.shape.extents, at: path)
        }
        return output
    }
}
