import RunFolders
import Yams

extension ConfigurationNode {
    /// The largest pipeline file that is read, in bytes.
    static let byteLimit = 1 << 20
    /// The most values that a file may expand to once its aliases are followed.
    static let valueLimit = 100_000
    /// The deepest nesting of lists and maps.
    static let depthLimit = 64

    /// Reads YAML text.
    ///
    /// - Parameters:
    ///   - text: the YAML document.
    ///   - name: how messages name the file.
    static func parse(_ text: String, name: String) throws(ConfigurationError) -> ConfigurationNode {
        guard text.utf8.count <= byteLimit else {
            throw .tooLarge(name: name, bytes: text.utf8.count, limit: byteLimit)
        }
        var conversion = Conversion { mark in
            .file(name: name, line: mark?.line ?? 1, column: mark?.column ?? 1)
        }
        return try conversion.node(composing: text, name: name)
    }

    /// Reads the YAML value of a command-line argument.
    static func parse(argument: String, value: String) throws(ConfigurationError) -> ConfigurationNode {
        var conversion = Conversion { _ in .argument(argument) }
        return try conversion.node(composing: value, name: "argument \(argument)")
    }
}

/// Turns Yams' nodes into ours, counting values so that nested aliases cannot exhaust memory.
private struct Conversion {
    let origin: (Mark?) -> ConfigurationOrigin
    var values = 0

    init(origin: @escaping (Mark?) -> ConfigurationOrigin) {
        self.origin = origin
    }

    mutating func node(composing text: String, name: String) throws(ConfigurationError) -> ConfigurationNode {
        guard !YAMLNesting.isDeeper(than: ConfigurationNode.depthLimit * 4, text) else {
            throw .tooDeep(origin(nil), limit: ConfigurationNode.depthLimit)
        }
        let composed: Node?
        do {
            composed = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw syntaxError(error)
        } catch {
            throw .syntax(origin(nil), problem: "\(error)")
        }
        guard let composed else {
            return ConfigurationNode(content: .scalar("", isQuoted: false), origin: origin(nil))
        }
        return try convert(composed, path: "", depth: 0, name: name)
    }

    private mutating func convert(
        _ node: Node, path: String, depth: Int, name: String
    ) throws(ConfigurationError) -> ConfigurationNode {
        values += 1
        guard values <= ConfigurationNode.valueLimit else {
            throw .tooManyValues(name: name, limit: ConfigurationNode.valueLimit)
        }
        let place = origin(node.mark)
        guard depth <= ConfigurationNode.depthLimit else {
            throw .tooDeep(place, limit: ConfigurationNode.depthLimit)
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return ConfigurationNode(content: .scalar(scalar.string, isQuoted: isQuoted), origin: place)
        case .sequence(let sequence):
            var elements: [ConfigurationNode] = []
            for (index, element) in sequence.enumerated() {
                elements.append(
                    try convert(element, path: "\(path)[\(index)]", depth: depth + 1, name: name))
            }
            return ConfigurationNode(content: .sequence(elements), origin: place)
        case .mapping(let mapping):
            return ConfigurationNode(
                content: .mapping(try entries(of: mapping, path: path, depth: depth, name: name)), origin: place)
        case .alias:
            throw .syntax(place, problem: "an alias refers to nothing")
        }
    }

    private mutating func entries(
        of mapping: Node.Mapping, path: String, depth: Int, name: String
    ) throws(ConfigurationError) -> [ConfigurationNode.Entry] {
        var entries: [ConfigurationNode.Entry] = []
        var seen: Set<String> = []
        for (keyNode, valueNode) in mapping {
            guard case .scalar(let key) = keyNode else {
                throw .syntax(origin(keyNode.mark), problem: "a key must be a word")
            }
            let keyPath = path.isEmpty ? key.string : "\(path).\(key.string)"
            guard seen.insert(key.string).inserted else {
                throw .repeatedKey(origin(keyNode.mark), path: keyPath)
            }
            let value = try convert(valueNode, path: keyPath, depth: depth + 1, name: name)
            entries.append(.init(key: key.string, keyOrigin: origin(keyNode.mark), value: value))
        }
        return entries
    }

    private func syntaxError(_ error: YamlError) -> ConfigurationError {
        switch error {
        case .composer(_, "but found another document", let mark, _):
            .syntax(origin(mark), problem: "a second document begins here; keep one in a file")
        case .reader:
            .syntax(origin(nil), problem: "it holds characters that no text has, such as NUL; name a text file")
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .syntax(origin(mark), problem: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            .repeatedKey(origin(context.mark), path: duplicates.joined(separator: ", "))
        default:
            .syntax(origin(nil), problem: "\(error)")
        }
    }
}
