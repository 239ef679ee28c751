/// Layers one after another, whatever they stand in.
enum LayerSequence {
    /// The shape that the last of `layers` makes of `input`.
    static func output(
        of layers: [Layer], for input: FeatureShape, below parent: LayerPath
    ) throws(ArchitectureError) -> FeatureShape {
        var shape = input
        for (layer, path) in zip(layers, try LayerPath.siblings(layers, below: parent)) {
            shape = try layer.output(for: shape, at: path)
        }
        return shape
    }

    /// What `layers` learn or keep, in order.
    static func parameters(
        of layers: [Layer], for input: FeatureShape, below parent: LayerPath
    ) throws(ArchitectureError) -> [ParameterDescription] {
        var shape = input
        var parameters: [ParameterDescription] = []
        for (layer, path) in zip(layers, try LayerPath.siblings(layers, below: parent)) {
            let next = try layer.output(for: shape, at: path)
            parameters += try layer.description.parameters(for: shape, at: path)
            shape = next
        }
        return parameters
    }
}
