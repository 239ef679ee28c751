import Names

/// The `Decoder` over one configuration value.
struct NodeDecoder: Decoder {
    let node: ConfigurationNode
    let codingPath: [any CodingKey]
    let record: DecodingRecord
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let choices = type as? any NamedChoice.Type { try checkChoice(words: Self.words(of: choices)) }
        return try Value(from: self)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let entries = node.entries else { throw mismatch(expected: "a map") }
        record.visit(path)
        return KeyedDecodingContainer(KeyedNodeContainer(decoder: self, entries: entries))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .sequence(let elements) = node.content else { throw mismatch(expected: "a list") }
        return UnkeyedNodeContainer(decoder: self, elements: elements)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        SingleNodeContainer(decoder: self)
    }

    var path: [PathComponent] { codingPath.map(PathComponent.init) }

    func inside(_ key: any CodingKey, node: ConfigurationNode) -> NodeDecoder {
        NodeDecoder(node: node, codingPath: codingPath + [key], record: record)
    }

    func mismatch(expected: String) -> ConfigurationError {
        .wrongType(node.origin, path: PathComponent.text(path), expected: expected, found: node.summary)
    }
}

extension NodeDecoder {
    func text() throws -> String {
        guard case .scalar(let text, _) = node.content, !node.isNull else { throw mismatch(expected: "a word") }
        return text
    }

    func boolean() throws -> Bool {
        guard case .scalar(let text, isQuoted: false) = node.content else {
            throw mismatch(expected: "true or false")
        }
        switch text {
        case "true": return true
        case "false": return false
        default: throw mismatch(expected: "true or false")
        }
    }

    func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        guard case .scalar(let text, isQuoted: false) = node.content, let value = Value(text) else {
            throw mismatch(expected: ConfigurationNode.wholeNumber(Value.self, instead: node))
        }
        return value
    }

    func number<Value: BinaryFloatingPoint & LosslessStringConvertible>(_ type: Value.Type) throws -> Value {
        guard case .scalar(let text, isQuoted: false) = node.content, let value = Value(text), value.isFinite else {
            throw mismatch(expected: "a number")
        }
        return value
    }
}

/// A value that is one of several words.
private typealias NamedChoice = CaseIterable & RawRepresentable<String>

extension NodeDecoder {
    private static func words<Choice: NamedChoice>(of type: Choice.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }

    private func checkChoice(words: [String]) throws {
        let word = try text()
        guard !words.contains(word) else { return }
        let advice =
            NearestName.to(word, among: words).map { "did you mean \($0)?" } ?? "write \(words.joined(separator: ", "))"
        throw ConfigurationError.invalid(
            node.origin, path: PathComponent.text(path), problem: "“\(word)” is not known here; \(advice)")
    }
}

/// The key of a list element.
struct IndexKey: CodingKey {
    let index: Int

    init(_ index: Int) { self.index = index }
    init?(intValue: Int) { index = intValue }
    init?(stringValue: String) { nil }

    var intValue: Int? { index }
    var stringValue: String { "[\(index)]" }
}
