import Tensors

/// The tensors of another program's file that take the place of a network's below one layer.
///
/// Without pairs in `names` the tensors that the file names alike are taken; with pairs every tensor that they cover must be
/// there. What is not covered stays as it is.
public struct WeightReplacement {
    /// The network's names, each with the tensor that takes its place, in the network's shape.
    public let tensors: [(name: String, tensor: Tensor)]

    /// - Parameters:
    ///   - wanted: the names and shapes of the network's tensors, in order.
    ///   - foreign: the file's tensors.
    ///   - names: how the file calls what Cine calls by its path, the path taken from below `layer`.
    ///   - layer: the layer's path as in `timeDistributed.encoder`, or the end of it where only one layer ends so; empty
    ///     for the whole network.
    public init(
        of wanted: [(name: String, shape: Shape)], by foreign: Weights, names: WeightNames, below layer: String
    ) throws(WeightImportError) {
        let prefix = try Self.prefix(of: layer, in: Self.layerPaths(of: wanted.map(\.name)))
        var tensors: [(name: String, tensor: Tensor)] = []
        for (name, shape) in wanted where name.hasPrefix(prefix) {
            guard let foreignName = names.foreignName(of: String(name.dropFirst(prefix.count))) else { continue }
            guard let tensor = foreign.tensor(forLayerOf: foreignName) else {
                if names.pairs.isEmpty { continue }
                throw .missing(name: name, foreign: foreignName)
            }
            guard let fitting = tensor.withoutTrailingOnes(as: shape) else {
                throw .shapeDiffers(
                    name: name, foreign: foreignName, given: tensor.shape.extents, wanted: shape.extents)
            }
            tensors.append((name, fitting))
        }
        guard !tensors.isEmpty else { throw .nothingFits(path: layer.isEmpty ? "model" : layer) }
        self.tensors = tensors
    }

    /// What the names of a layer's tensors begin with.
    private static func prefix(of layer: String, in paths: [String]) throws(WeightImportError) -> String {
        guard !layer.isEmpty else { return "" }
        if paths.contains(layer) { return layer + "." }
        let found = paths.filter { $0.hasSuffix("." + layer) }
        guard let path = found.first else {
            throw .noLayer(path: layer, known: paths.filter { $0.count { $0 == "." } < 2 })
        }
        guard found.count == 1 else { throw .severalLayers(path: layer, found: found) }
        return path + "."
    }

    /// The paths of the layers that have tensors, and of those that hold them.
    private static func layerPaths(of names: [String]) -> [String] {
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

extension Weights {
    /// The tensor that a file calls `name`, or what PyTorch's recurrent layers hold in its place.
    ///
    /// PyTorch numbers the first layer too (`weight_ih_l0`), and its LSTM has two biases where Cine has their sum. The gates
    /// stand in the same order in both: input, forget, cell, output; reset, update, new.
    fileprivate func tensor(forLayerOf name: String) -> Tensor? {
        if let tensor = self[name] { return tensor }
        let isReverse = name.hasSuffix("_reverse")
        let stem = isReverse ? String(name.dropLast("_reverse".count)) : name
        let direction = isReverse ? "_reverse" : ""
        let level = stem.wholeMatch(of: /(.*)(_l[0-9]+)/)
        let plain = level.map { String($0.1) } ?? stem
        let ending = (level.map { String($0.2) } ?? "_l0") + direction
        if let tensor = self[plain + ending] { return tensor }
        guard plain == "bias" || plain.hasSuffix(".bias"), let first = self["\(plain)_ih\(ending)"],
            let second = self["\(plain)_hh\(ending)"], first.shape == second.shape
        else { return nil }
        return Tensor(shape: first.shape, elements: zip(first.elements, second.elements).map { $0 + $1 })
    }
}

extension Tensor {
    /// The same numbers as `wanted`, which may lack trailing extents of 1: a dense layer's weights that another program keeps
    /// as a convolution of 1×1; nil where the shapes differ in more.
    fileprivate func withoutTrailingOnes(as wanted: Shape) -> Tensor? {
        let (own, other) = (shape.extents, wanted.extents)
        guard own.starts(with: other), own.dropFirst(other.count).allSatisfy({ $0 == 1 }) else { return nil }
        return own.count == other.count ? self : reshaped(to: wanted)
    }
}
