/// A value of a pipeline file replaced from outside: `training.epochs=3`, `model.lstm.units=32`, `model[2]=relu`.
///
/// A step into a list is an index, `model[2]`, or the name of a layer that stands there exactly once, `model.lstm`;
/// `model.dense[1]` names the second of several. Values are YAML.
public struct Override: Hashable, Sendable {
    /// The text as it was given.
    public let text: String
    let path: String
    let value: String

    /// Reads `key=value`.
    public init(_ text: String) throws(ConfigurationError) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw .malformedOverride(text)
        }
        self.text = text
        path = String(text[..<equals])
        value = String(text[text.index(after: equals)...])
        guard value.contains(where: { !$0.isWhitespace }) else { throw .emptyOverride(text) }
    }

    /// The tree with this value in place.
    func applied(to root: ConfigurationNode) throws(ConfigurationError) -> ConfigurationNode {
        let replacement = try ConfigurationNode.parse(argument: text, value: value)
        return try replacing(in: root, steps: try steps()[...], with: replacement)
    }

    /// One dot-separated part of the path: a name, indexes, or both.
    private struct Step {
        var name: String?
        var indexes: [Int]
    }

    private func steps() throws(ConfigurationError) -> [Step] {
        var steps: [Step] = []
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            var indexes: [Int] = []
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else {
                    throw .malformedOverride(text)
                }
                indexes.append(index)
            }
            let name = pieces.first.map(String.init) ?? ""
            guard !name.isEmpty else { throw .malformedOverride(text) }
            steps.append(Step(name: name, indexes: indexes))
        }
        return steps
    }

    private func replacing(
        in node: ConfigurationNode, steps: ArraySlice<Step>, with replacement: ConfigurationNode
    ) throws(ConfigurationError) -> ConfigurationNode {
        guard let step = steps.first else { return replacement }
        if let name = step.name {
            if case .sequence(let elements) = node.content {
                return try replacing(
                    layer: name, in: elements, of: node, indexes: step.indexes, steps: steps.dropFirst(),
                    with: replacement)
            }
            let rest = [Step(name: nil, indexes: step.indexes)] + steps.dropFirst()
            return try replacing(
                key: name, in: node, steps: step.indexes.isEmpty ? steps.dropFirst() : rest[...], with: replacement)
        }
        guard let index = step.indexes.first else {
            return try replacing(in: node, steps: steps.dropFirst(), with: replacement)
        }
        let rest = [Step(name: nil, indexes: Array(step.indexes.dropFirst()))] + steps.dropFirst()
        return try replacing(index: index, in: node, steps: rest[...], with: replacement)
    }

    private func replacing(
        key: String, in node: ConfigurationNode, steps: ArraySlice<Step>, with replacement: ConfigurationNode
    ) throws(ConfigurationError) -> ConfigurationNode {
        guard var entries = node.entries ?? bareLayerEntries(node, asked: key) else {
            throw .overrideTarget(text, path: key, problem: "cannot be set inside \(node.summary)")
        }
        let empty = ConfigurationNode(content: .mapping([]), origin: .argument(text))
        if let place = entries.firstIndex(where: { $0.key == key }) {
            entries[place].value = try replacing(in: entries[place].value, steps: steps, with: replacement)
        } else {
            let value = try replacing(in: empty, steps: steps, with: replacement)
            entries.append(.init(key: key, keyOrigin: .argument(text), value: value))
        }
        return ConfigurationNode(content: .mapping(entries), origin: node.origin)
    }

    /// A bare word where a map is needed, `adam` for `adam: {}`, becomes that map if it is the one asked for.
    private func bareLayerEntries(_ node: ConfigurationNode, asked key: String) -> [ConfigurationNode.Entry]? {
        guard case .scalar(key, _) = node.content else { return nil }
        let empty = ConfigurationNode(content: .mapping([]), origin: node.origin)
        return [.init(key: key, keyOrigin: node.origin, value: empty)]
    }

    private func replacing(
        index: Int, in node: ConfigurationNode, steps: ArraySlice<Step>, with replacement: ConfigurationNode
    ) throws(ConfigurationError) -> ConfigurationNode {
        guard case .sequence(var elements) = node.content, elements.indices.contains(index) else {
            throw .overrideTarget(text, path: "[\(index)]", problem: "does not exist in \(node.summary)")
        }
        elements[index] = try replacing(in: elements[index], steps: steps, with: replacement)
        return ConfigurationNode(content: .sequence(elements), origin: node.origin)
    }

    private func replacing(
        layer name: String, in elements: [ConfigurationNode], of node: ConfigurationNode, indexes: [Int],
        steps: ArraySlice<Step>, with replacement: ConfigurationNode
    ) throws(ConfigurationError) -> ConfigurationNode {
        let matches = elements.indices.filter { elements[$0].isLayer(named: name) }
        guard indexes.count <= 1, let match = indexes.first.map({ matches.dropFirst($0).first }) ?? matches.first else {
            throw .overrideTarget(text, path: name, problem: "is not in \(node.summary)")
        }
        guard matches.count == 1 || !indexes.isEmpty else {
            let spellings = matches.indices.map { "\(name)[\($0)]" }.joined(separator: ", ")
            throw .overrideTarget(text, path: name, problem: "stands here \(matches.count) times; write \(spellings)")
        }
        var changed = elements
        changed[match] =
            steps.isEmpty
            ? replacement
            : try replacing(key: name, in: elements[match], steps: steps, with: replacement)
        return ConfigurationNode(content: .sequence(changed), origin: node.origin)
    }
}

extension ConfigurationNode {
    /// Whether this list element is the layer `name`: the bare word or a map of that one key.
    fileprivate func isLayer(named name: String) -> Bool {
        switch content {
        case .scalar(let text, _): text == name
        case .mapping(let entries): entries.count == 1 && entries.first?.key == name
        case .sequence: false
        }
    }
}
