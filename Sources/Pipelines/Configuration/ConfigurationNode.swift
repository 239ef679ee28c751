/// One value of a configuration, with the place that it came from.
struct ConfigurationNode: Sendable {
    indirect enum Content: Sendable {
        /// A word or number; `isQuoted` tells `"3"` from `3`.
        case scalar(String, isQuoted: Bool)
        case sequence([ConfigurationNode])
        case mapping([Entry])
    }

    /// One key of a mapping and its value.
    struct Entry: Sendable {
        var key: String
        var keyOrigin: ConfigurationOrigin
        var value: ConfigurationNode
    }

    var content: Content
    var origin: ConfigurationOrigin

    /// Whether the value is absent: `null`, `~` or nothing.
    var isNull: Bool {
        if case .scalar(let text, isQuoted: false) = content {
            return ["", "~", "null"].contains(text)
        }
        return false
    }

    /// The entries of a mapping; an absent value is a mapping without entries.
    var entries: [Entry]? {
        if case .mapping(let entries) = content { return entries }
        return isNull ? [] : nil
    }

    /// What the value is, for a message: `a list`, `a map` or the quoted word.
    var summary: String {
        switch content {
        case .scalar(let text, _): isNull ? "nothing" : "“\(text)”"
        case .sequence(let elements): "a list of \(elements.count)"
        case .mapping(let entries): entries.isEmpty ? "an empty map" : "a map"
        }
    }
}

/// The place of a value: a line and column of a file, or a command-line argument.
public enum ConfigurationOrigin: Hashable, Sendable, CustomStringConvertible {
    case file(name: String, line: Int, column: Int)
    case argument(String)

    public var description: String {
        switch self {
        case .file(let name, let line, let column): "\(name):\(line):\(column)"
        case .argument(let text): "argument \(text)"
        }
    }
}
