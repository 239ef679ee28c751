/// Why another program's weights do not fit a network.
public enum WeightImportError: Error, Hashable, Sendable {
    /// The layer that the weights are for is not there.
    case noLayer(path: String, known: [String])
    /// Several layers end in the path.
    case severalLayers(path: String, found: [String])
    /// The file has no tensor for a name that the map covers.
    case missing(name: String, foreign: String)
    case shapeDiffers(name: String, foreign: String, given: [Int], wanted: [Int])
    /// No tensor of the network has a name in the file.
    case nothingFits(path: String)
}

extension WeightImportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noLayer(let path, let known):
            "the model has no layer `\(path)` with weights; it has \(known.joined(separator: ", "))"
        case .severalLayers(let path, let found):
            "several layers of the model end in `\(path)`: \(found.joined(separator: ", ")); give the whole path"
        case .missing(let name, let foreign):
            "the file has no tensor `\(foreign)` for `\(name)`; correct `names:` or take another file"
        case .shapeDiffers(let name, let foreign, let given, let wanted):
            "its tensor `\(foreign)` is \(Self.text(given)), but `\(name)` is \(Self.text(wanted))"
        case .nothingFits(let path):
            "none of its tensors has the name of one below `\(path)`; say with `names:` how it calls them"
        }
    }

    private static func text(_ extents: [Int]) -> String {
        extents.isEmpty ? "one number" : extents.map(String.init).joined(separator: "×")
    }
}

extension Weights {
    /// Replaces the tensors below a layer by another program's.
    ///
    /// Without pairs in `names` the tensors that the file names alike are taken; with pairs every tensor that they cover
    /// must be there. What is not covered stays as it is.
    ///
    /// - Parameters:
    ///   - foreign: the file's tensors.
    ///   - names: how the file calls what Cine calls by its path, the path taken from below `layer`.
    ///   - layer: the layer's path as in `timeDistributed.encoder`, or the end of it where only one layer ends so; empty
    ///     for the whole network.
    /// - Returns: the names that were replaced.
    public mutating func replace(
        by foreign: Weights, names: WeightNames, below layer: String
    ) throws(WeightImportError) -> [String] {
        let prefix = try prefix(of: layer)
        let candidates = self.names.filter { $0.hasPrefix(prefix) }
        var replaced: [String] = []
        for name in candidates {
            guard let wanted = self[name], let foreignName = names.foreignName(of: String(name.dropFirst(prefix.count)))
            else { continue }
            guard let tensor = foreign[foreignName] else {
                if names.pairs.isEmpty { continue }
                throw .missing(name: name, foreign: foreignName)
            }
            guard tensor.shape == wanted.shape else {
                throw .shapeDiffers(
                    name: name, foreign: foreignName, given: tensor.shape.extents, wanted: wanted.shape.extents)
            }
            self[name] = tensor
            replaced.append(name)
        }
        guard !replaced.isEmpty else { throw .nothingFits(path: layer.isEmpty ? "model" : layer) }
        return replaced
    }

    /// What the names of a layer's tensors begin with.
    private func prefix(of layer: String) throws(WeightImportError) -> String {
        guard !layer.isEmpty else { return "" }
        let paths = layerPaths
        if paths.contains(layer) { return layer + "." }
        let found = paths.filter { $0.hasSuffix("." + layer) }
        guard let path = found.first else {
            throw .noLayer(path: layer, known: paths.filter { $0.count { $0 == "." } < 2 })
        }
        guard found.count == 1 else { throw .severalLayers(path: layer, found: found) }
        return path + "."
    }

    /// The paths of the layers that have tensors, and of those that hold them.
    private var layerPaths: [String] {
        var seen: Set<String> = []
        var paths: [String] = []
        for name in names {
            let parts = name.split(separator: ".").dropLast()
            for count in parts.indices.map({ $0 + 1 }) {
                let path = parts.prefix(count).joined(separator: ".")
                if seen.insert(path).inserted { paths.append(path) }
            }
        }
        return paths
    }
}
