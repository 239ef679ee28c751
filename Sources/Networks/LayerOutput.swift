/// A layer of an architecture and what it makes of its input, those inside of other layers included.
public struct LayerOutput: Hashable, Sendable {
    /// As in `timeDistributed.convolution[1]`.
    public var path: String
    /// The word that names the layer in a pipeline file.
    public var kind: String
    /// The shape of one step.
    public var shape: FeatureShape
    /// How many steps the layers around it tell apart; `nil` outside of `timeDistributed`.
    public var steps: Int?

    /// The extents of a map's or volume's grid, outermost first; `nil` for vectors and their sequences.
    public var grid: [Int]? {
        switch shape {
        case .frames(_, _, let height, let width), .map(_, let height, let width): [height, width]
        case .volume(_, let depth, let height, let width): [depth, height, width]
        case .sequence, .vector: nil
        }
    }
}

extension Architecture {
    /// Every layer with a path, in the order of the forward pass; a layer that holds others follows these.
    public func layerOutputs(for input: InputShape) throws(ArchitectureError) -> [LayerOutput] {
        try Self.layerOutputs(of: layers(for: input), for: try Self.shape(of: input), steps: nil, below: LayerPath())
    }

    private static func layerOutputs(
        of layers: [Layer], for input: FeatureShape, steps: Int?, below parent: LayerPath
    ) throws(ArchitectureError) -> [LayerOutput] {
        var shape = input
        var found: [LayerOutput] = []
        for (layer, path) in zip(layers, try LayerPath.siblings(layers, below: parent)) {
            if let distributed = layer.description as? TimeDistributed {
                let (count, step) = try distributed.step(of: shape, at: path)
                found += try layerOutputs(of: distributed.layers, for: step, steps: count, below: path)
            } else if let container = layer.description as? any LayerContainer {
                for branch in container.branches(at: path) {
                    found += try layerOutputs(of: branch.layers, for: shape, steps: steps, below: branch.path)
                }
            }
            shape = try layer.output(for: shape, at: path)
            found.append(LayerOutput(path: path.description, kind: layer.kind, shape: shape, steps: steps))
        }
        return found
    }

    /// The path of the outermost layer before the last, whose vector the last one reads; nil where it makes no vector.
    public func pathBeforeLastLayer(for input: InputShape) throws(ArchitectureError) -> String? {
        let shapes = try outputs(for: input)
        guard shapes.count > 1, case .vector = shapes[shapes.count - 2] else { return nil }
        return try LayerPath.siblings(layers, below: LayerPath())[shapes.count - 2].description
    }

    /// The layer whose output class activation maps read by default: the last in order that keeps the grid of the last
    /// convolution, so what normalization and activation make of it; `nil` without a convolution over a map.
    public func defaultTap(for input: InputShape) throws(ArchitectureError) -> LayerOutput? {
        let outputs = try layerOutputs(for: input)
        guard let last = outputs.lastIndex(where: { $0.kind == Convolution.kind && $0.grid != nil }) else { return nil }
        let following = outputs[last...].prefix { $0.grid == outputs[last].grid && $0.steps == outputs[last].steps }
        return following.last
    }
}
