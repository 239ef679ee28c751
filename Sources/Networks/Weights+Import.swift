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
    /// - Parameters: as in `WeightReplacement`.
    /// - Returns: the names that were replaced.
    public mutating func replace(
        by foreign: Weights, names: WeightNames, below layer: String
    ) throws(WeightImportError) -> [String] {
        let wanted = entries.map { (name: $0.name, shape: $0.tensor.shape) }
        let found = try WeightReplacement(of: wanted, by: foreign, names: names, below: layer).tensors
        for (name, tensor) in found { self[name] = tensor }
        return found.map(\.name)
    }
}
