import Names

extension ConfigurationNode {
    /// The entries of a map that must be there.
    func map(path: String) throws(ConfigurationError) -> [Entry] {
        guard let entries, !entries.isEmpty else {
            throw .wrongType(origin, path: path, expected: "a map", found: summary)
        }
        return entries
    }

    /// The elements of a list; a single value is a list of one.
    func list(path: String) throws(ConfigurationError) -> [ConfigurationNode] {
        if case .sequence(let elements) = content { return elements }
        guard !isNull else { throw .wrongType(origin, path: path, expected: "a list", found: summary) }
        return [self]
    }

    /// The words of a list.
    func words(path: String) throws(ConfigurationError) -> [String] {
        var words: [String] = []
        for element in try list(path: path) { words.append(try element.text(path: path)) }
        return words
    }

    /// A word or number as it is written.
    func text(path: String) throws(ConfigurationError) -> String {
        guard case .scalar(let text, _) = content, !isNull else {
            throw .wrongType(origin, path: path, expected: "a word", found: summary)
        }
        return text
    }

    /// One of an enum's words.
    func word<Word: CaseIterable & RawRepresentable<String>>(
        of type: Word.Type = Word.self, path: String
    ) throws(ConfigurationError) -> Word {
        let text = try text(path: path)
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        let advice =
            NearestName.to(text, among: known).map { "did you mean \($0)?" }
            ?? "known: \(known.joined(separator: ", "))"
        throw .invalid(origin, path: path, problem: "there is no “\(text)”; \(advice)")
    }

    /// A number.
    func number(path: String) throws(ConfigurationError) -> Double {
        guard case .scalar(let text, isQuoted: false) = content, let number = Double(text), number.isFinite else {
            throw .wrongType(origin, path: path, expected: "a number", found: summary)
        }
        return number
    }

    /// A whole number.
    func integer(path: String) throws(ConfigurationError) -> Int {
        guard case .scalar(let text, isQuoted: false) = content, let number = Int(text) else {
            throw .wrongType(
                origin, path: path, expected: Self.wholeNumber(Int.self, instead: self), found: summary)
        }
        return number
    }

    /// What a message wants in the place of a value that is no whole number, or too large a one.
    static func wholeNumber<Value: FixedWidthInteger>(_ type: Value.Type, instead node: ConfigurationNode) -> String {
        if case .scalar(let text, isQuoted: false) = node.content, !text.isEmpty,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        {
            return "a whole number up to \(Value.max)"
        }
        return Value.isSigned ? "a whole number" : "a whole number from 0"
    }

    /// The value in one line of YAML, as in `{adam: {learningRate: 1e-3}}`.
    var line: String {
        switch content {
        case .scalar(let text, let isQuoted): isQuoted || Self.needsQuotes(text) ? Self.quoted(text) : text
        case .sequence(let elements): "[\(elements.map(\.line).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(Self.needsQuotes($0.key) ? Self.quoted($0.key) : $0.key): \($0.value.line)" }.joined(separator: ", "))}"
        }
    }

    private static func needsQuotes(_ text: String) -> Bool {
        text.unicodeScalars.contains { ",[]{}:#&*!|>'\"%@`\n\t\\".unicodeScalars.contains($0) }
            || text.hasPrefix("-") && Double(text) == nil || text.hasPrefix("? ") || text != text.trimmed
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        return "\"\(escaped)\""
    }
}

extension String {
    /// Without spaces at either end.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
