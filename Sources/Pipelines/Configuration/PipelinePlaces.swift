import Networks

/// Where the parts of a pipeline stand in its file, so that what is found wrong later still names line and column.
///
/// It is no part of what a pipeline says: pipelines that say the same are equal, wherever they say it.
public struct PipelinePlaces: Sendable {
    private let root: ConfigurationNode?

    init(_ root: ConfigurationNode? = nil) {
        self.root = root
    }

    /// Whether the file names the block, rather than leaving all of it to its defaults.
    func names(_ block: String) -> Bool { root?.child(.key(block)) != nil }

    /// The error with the place of the value at `path`, or of the deepest one on the way to it.
    ///
    /// - Parameter name: what the message calls the value; its path unless given.
    func error(at path: [PathComponent], name: String? = nil, _ problem: String) -> ConfigurationError {
        var node = root
        for component in path { node = node?.child(component) ?? node }
        return .invalid(origin(of: node), path: name ?? PathComponent.text(path), problem: problem)
    }

    /// The error with the place of the layer that it is about.
    func error(_ error: ArchitectureError) -> ConfigurationError {
        let model = root?.child(.key("model"))
        let components = error.path.map { $0.split(separator: ".").map(String.init) } ?? []
        let layer = model.map { $0.layer(at: components[...]) ?? $0 }
        return .invalid(origin(of: layer), path: "model", problem: error.description)
    }

    /// The error with the place of the model's last layer.
    func errorAtEnd(_ problem: String) -> ConfigurationError {
        let model = root?.child(.key("model"))
        return .invalid(origin(of: model?.elements.last ?? model), path: "model", problem: problem)
    }

    private func origin(of node: ConfigurationNode?) -> ConfigurationOrigin {
        node?.origin ?? .file(name: "pipeline", line: 1, column: 1)
    }
}

extension PipelinePlaces: Hashable {
    public static func == (left: Self, right: Self) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}

extension ConfigurationNode {
    /// The elements of a list.
    fileprivate var elements: [ConfigurationNode] {
        if case .sequence(let elements) = content { elements } else { [] }
    }

    /// The layer of that path, or the innermost around it; this is a list of layers.
    fileprivate func layer(at path: ArraySlice<String>) -> ConfigurationNode? {
        guard let name = path.first, let place = layerNames.firstIndex(of: name) else { return nil }
        let layer = elements[place]
        let rest = path.dropFirst()
        guard let options = layer.entries?.first?.value, let next = rest.first else { return layer }
        return options.inner(next, rest) ?? layer
    }

    /// The layer of that path below these options of a layer.
    private func inner(_ name: String, _ path: ArraySlice<String>) -> ConfigurationNode? {
        for entry in entries ?? [] {
            if entry.key == name { return entry.value.layer(at: path.dropFirst()) ?? entry.value }
            guard name.hasPrefix("\(entry.key)["), name.hasSuffix("]"),
                let index = Int(name.dropFirst(entry.key.count + 1).dropLast()),
                let list = entry.value.child(.index(index)), case .sequence = list.content
            else { continue }
            return list.layer(at: path.dropFirst()) ?? list
        }
        return child(.key("layers"))?.layer(at: path)
    }

    /// What the paths of a list's layers end in: a layer's own name, else its kind, numbered where that occurs again.
    private var layerNames: [String] {
        let kinds = elements.map { element -> (kind: String, name: String?) in
            switch element.content {
            case .scalar(let word, _): return (word, nil)
            case .mapping(let entries):
                guard let entry = entries.first else { return ("", nil) }
                if case .scalar(let name, _)? = entry.value.child(.key("name"))?.content { return (entry.key, name) }
                return (entry.key, nil)
            case .sequence: return ("", nil)
            }
        }
        let unnamed = kinds.filter { $0.name == nil }.map(\.kind)
        var seen: [String: Int] = [:]
        return kinds.map { kind, name in
            if let name { return name }
            guard unnamed.count(where: { $0 == kind }) > 1 else { return kind }
            defer { seen[kind, default: 0] += 1 }
            return "\(kind)[\(seen[kind, default: 0])]"
        }
    }
}
