/// Where a layer stands in the tree, as in `timeDistributed.convolution[1]`.
struct LayerPath: Hashable, CustomStringConvertible {
    var components: [String] = []

    func appending(_ component: String) -> LayerPath { LayerPath(components: components + [component]) }

    /// The components joined by dots; `model` for the root.
    var description: String { components.isEmpty ? "model" : components.joined(separator: ".") }

    /// The name of a parameter of this layer.
    func parameter(_ name: String) -> String { (components + [name]).joined(separator: ".") }

    /// The paths of layers that stand beside each other: the layer's own name, else its kind, numbered where a kind
    /// occurs more than once.
    static func siblings(_ layers: [Layer], below parent: LayerPath) throws(ArchitectureError) -> [LayerPath] {
        var total: [String: Int] = [:]
        for layer in layers where layer.name == nil { total[layer.kind, default: 0] += 1 }
        var seen: [String: Int] = [:]
        var paths: [LayerPath] = []
        var used: Set<LayerPath> = []
        for layer in layers {
            let component: String
            if let name = layer.name {
                component = name
            } else if total[layer.kind] == 1 {
                component = layer.kind
            } else {
                component = "\(layer.kind)[\(seen[layer.kind, default: 0])]"
                seen[layer.kind, default: 0] += 1
            }
            let path = parent.appending(component)
            guard Self.isValid(component: layer.name) else {
                throw .invalidOption(
                    path: path.description, option: "name", value: "`\(component)`",
                    allowed: "letters, digits, `-` and `_`")
            }
            guard used.insert(path).inserted else { throw .duplicateName(path: path.description) }
            paths.append(path)
        }
        return paths
    }

    private static func isValid(component name: String?) -> Bool {
        guard let name else { return true }
        return !name.isEmpty && name.count <= 64
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
