extension Architecture {
    /// How many multiplications with an addition one forward pass of one sequence takes: those of convolutions, dense and
    /// recurrent layers and attention. Normalization, activations and pooling do not count, as in the usual tables.
    public func multiplyAdds(for input: InputShape) throws(ArchitectureError) -> Int {
        Int(min(try layers.multiplyAdds(for: Self.shape(of: input), below: LayerPath()).count, 0x1p62))
    }
}

extension [Layer] {
    /// The multiply-adds of layers one after another, and the shape that they end in.
    fileprivate func multiplyAdds(
        for input: FeatureShape, below parent: LayerPath
    ) throws(ArchitectureError) -> (count: Double, output: FeatureShape) {
        var shape = input
        var total = 0.0
        for (layer, path) in zip(self, try LayerPath.siblings(self, below: parent)) {
            total += try layer.description.multiplyAdds(for: shape, at: path)
            shape = try layer.output(for: shape, at: path)
        }
        return (total, shape)
    }
}

extension LayerDescription {
    /// Every weight of two or more axes is used once at each place of the output.
    fileprivate func multiplyAdds(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> Double {
        switch self {
        case let container as any LayerContainer:
            var total = 0.0
            for branch in container.branches(at: path) {
                total += try branch.layers.multiplyAdds(for: input, below: branch.path).count
            }
            return total
        case let distributed as TimeDistributed:
            let (steps, step) = try distributed.step(of: input, at: path)
            return Double(steps) * (try distributed.layers.multiplyAdds(for: step, below: path).count)
        case is PositionalEncoding:
            return 0
        case let encoder as TransformerEncoder:
            let (steps, features) = try input.sequence(readBy: path)
            return try weights(for: input, at: path) * Double(steps)
                + 2 * Double(encoder.layers) * Double(steps) * Double(steps) * Double(features)
        case is any RecurrentLayer, is AttentionOverTime:
            return try weights(for: input, at: path) * input.places
        case is SqueezeExcite:
            return try weights(for: input, at: path)
        default:
            return try weights(for: input, at: path) * output(for: input, at: path).places
        }
    }

    /// The numbers in weights of two or more axes.
    private func weights(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> Double {
        try parameters(for: input, at: path).filter { $0.isTrained && $0.shape.extents.count > 1 }
            .reduce(0) { $0 + Double($1.shape.count) }
    }
}

extension FeatureShape {
    /// How many vectors of features there are: steps of a sequence, pixels of a map, voxels of a volume.
    fileprivate var places: Double {
        switch self {
        case .frames(let count, _, let height, let width): Double(count) * Double(height * width)
        case .map(_, let height, let width): Double(height * width)
        case .volume(_, let depth, let height, let width): Double(depth) * Double(height * width)
        case .sequence(let steps, _): Double(steps)
        case .vector: 1
        }
    }
}
