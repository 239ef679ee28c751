/// A value of a pipeline file replaced from outside: `training.epochs=3`, `model.lstm.units=32`, `model[2]=relu`.
///
/// The path is a `NodePath`; values are YAML.
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
        guard let path = NodePath(path) else { throw .malformedOverride(text) }
        return try NodeEdit(path: path, action: .set(replacement), origin: .argument(text)).applied(to: root)
    }
}
