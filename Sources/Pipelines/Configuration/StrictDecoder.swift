import Names

/// Decodes a configuration tree and refuses every key that nothing asked for.
///
/// Synthesized `Codable` ignores unknown keys, which turns a typo into a silent default. This decoder records the keys
/// that each container asks for; what is left over at the end is an error that names the nearest known key. Every
/// failure is reported with the place of the value it concerns.
struct StrictDecoder {
    func decode<Value: Decodable>(
        _ type: Value.Type, from root: ConfigurationNode
    ) throws(ConfigurationError) -> Value {
        let record = DecodingRecord()
        let value: Value
        do {
            value = try NodeDecoder(node: root, codingPath: [], record: record).decode(type)
        } catch let error as ConfigurationError {
            throw error
        } catch let error as DecodingError {
            throw Self.located(error, in: root)
        } catch {
            throw .invalid(root.origin, path: "", problem: "\(error)")
        }
        try Self.refuseUnknownKeys(in: root, path: [], record: record)
        return value
    }

    private static func refuseUnknownKeys(
        in node: ConfigurationNode, path: [PathComponent], record: DecodingRecord
    ) throws(ConfigurationError) {
        switch node.content {
        case .scalar:
            return
        case .sequence(let elements):
            for (index, element) in elements.enumerated() {
                try refuseUnknownKeys(in: element, path: path + [.index(index)], record: record)
            }
        case .mapping(let entries):
            guard let known = record.askedKeys[path] else { return }
            for entry in entries {
                let entryPath = path + [.key(entry.key)]
                guard known.contains(entry.key) else {
                    throw .unknownKey(
                        entry.keyOrigin, path: PathComponent.text(entryPath),
                        nearest: NearestName.to(entry.key, among: known), known: known.sorted())
                }
                try refuseUnknownKeys(in: entry.value, path: entryPath, record: record)
            }
        }
    }

    /// Turns a decoding error into one that names the file, line and column of the value.
    private static func located(_ error: DecodingError, in root: ConfigurationNode) -> ConfigurationError {
        switch error {
        case .keyNotFound(let key, let context):
            let path = context.codingPath.map(PathComponent.init)
            return .missingKey(nearestOrigin(of: path, in: root), path: PathComponent.text(path + [.init(key)]))
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map(PathComponent.init)
            return .invalid(
                nearestOrigin(of: path, in: root), path: PathComponent.text(path), problem: context.debugDescription)
        @unknown default:
            return .invalid(root.origin, path: "", problem: "\(error)")
        }
    }

    /// The place of the deepest value on `path` that exists.
    private static func nearestOrigin(of path: [PathComponent], in root: ConfigurationNode) -> ConfigurationOrigin {
        var node = root
        for component in path {
            guard let child = node.child(component) else { break }
            node = child
        }
        return node.origin
    }
}

/// The keys that were asked for, for each mapping by its path.
final class DecodingRecord {
    private(set) var askedKeys: [[PathComponent]: Set<String>] = [:]

    func visit(_ path: [PathComponent]) {
        askedKeys[path, default: []].formUnion([])
    }

    func ask(for key: String, at path: [PathComponent]) {
        askedKeys[path, default: []].insert(key)
    }
}

/// One step from a value to a value inside it.
enum PathComponent: Hashable, Sendable {
    case key(String)
    case index(Int)

    init(_ key: any CodingKey) {
        self = key.intValue.map(PathComponent.index) ?? .key(key.stringValue)
    }

    /// A path as people write it: `model[0].timeDistributed.axis`.
    static func text(_ path: [PathComponent]) -> String {
        path.reduce(into: "") { text, component in
            switch component {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}

extension ConfigurationNode {
    /// The value one step inside this one.
    func child(_ component: PathComponent) -> ConfigurationNode? {
        switch (component, content) {
        case (.key(let key), .mapping(let entries)):
            entries.first { $0.key == key }?.value
        case (.index(let index), .sequence(let elements)):
            elements.indices.contains(index) ? elements[index] : nil
        default:
            nil
        }
    }
}
