/// What flows between two layers, for one sample.
public enum FeatureShape: Hashable, Sendable {
    /// A sequence of feature maps, `T·C·H·W`.
    case frames(count: Int, channels: Int, height: Int, width: Int)
    /// One feature map, `C·H·W`.
    case map(channels: Int, height: Int, width: Int)
    /// One volume of features, `C·D·H·W`.
    case volume(channels: Int, depth: Int, height: Int, width: Int)
    /// A sequence of vectors, `T·F`.
    case sequence(steps: Int, features: Int)
    /// One vector, `F`.
    case vector(features: Int)

    /// The extents, outermost first.
    var extents: [Int] {
        switch self {
        case .frames(let count, let channels, let height, let width): [count, channels, height, width]
        case .map(let channels, let height, let width): [channels, height, width]
        case .volume(let channels, let depth, let height, let width): [channels, depth, height, width]
        case .sequence(let steps, let features): [steps, features]
        case .vector(let features): [features]
        }
    }

    /// The extents of one step of a sequence, or of the whole.
    var stepExtents: [Int] {
        switch self {
        case .frames, .sequence: Array(extents.dropFirst())
        case .map, .volume, .vector: extents
        }
    }

    /// A sequence of one frame read as the map that it holds; every other shape is itself.
    var singleFrameAsMap: FeatureShape {
        guard case .frames(1, let channels, let height, let width) = self else { return self }
        return .map(channels: channels, height: height, width: width)
    }
}

extension FeatureShape: CustomStringConvertible {
    /// As in `a sequence of 16 vectors of 64 features`.
    public var description: String {
        switch self {
        case .frames(let count, let channels, let height, let width):
            "a sequence of \(count) maps of \(channels)×\(height)×\(width) (channels×height×width)"
        case .map(let channels, let height, let width):
            "a map of \(channels)×\(height)×\(width) (channels×height×width)"
        case .volume(let channels, let depth, let height, let width):
            "a volume of \(channels)×\(depth)×\(height)×\(width) (channels×depth×height×width)"
        case .sequence(let steps, let features): "a sequence of \(steps) vectors of \(features) features"
        case .vector(let features): "a vector of \(features) features"
        }
    }
}

extension FeatureShape {
    /// The extents of the one map that the layer at `path` reads.
    func map(readBy path: LayerPath) throws(ArchitectureError) -> (channels: Int, height: Int, width: Int) {
        switch singleFrameAsMap {
        case .map(let channels, let height, let width):
            return (channels, height, width)
        case .frames:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "one feature map",
                advice: "put it into a `timeDistributed` layer, which reads every frame")
        case .volume:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "one feature map",
                advice: "put `globalAveragePool` or `flatten` before it, which make a vector of the volume")
        case .sequence, .vector:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "one feature map",
                advice: "move it before the layer that makes vectors of the maps")
        }
    }

    /// The extents of the sequence of vectors that the layer at `path` reads.
    func sequence(readBy path: LayerPath) throws(ArchitectureError) -> (steps: Int, features: Int) {
        switch self {
        case .sequence(let steps, let features):
            return (steps, features)
        case .frames:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "a sequence of vectors",
                advice: "end the `timeDistributed` layer before it with `globalAveragePool` or `flatten`")
        case .map:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "a sequence of vectors",
                advice: "put `readAsSequence` before it, which reads a map's rows as steps")
        case .volume:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "a sequence of vectors",
                advice: "wrap the layers of the volume in `{timeDistributed: {axis: modalities, steps: …}}`, ending in "
                    + "`globalAveragePool` or `flatten`")
        case .vector:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "a sequence of vectors",
                advice: "a layer before it has already made one vector of the sequence")
        }
    }
}
