/// A piece of a page: text, or an element with attributes and content.
///
/// Names of elements and attributes are literals of this program, and everything else is escaped when it is rendered:
/// no text from a file can become markup.
struct HTML: Sendable {
    private enum Node: Sendable {
        case text(String)
        case element(name: StaticString, attributes: [Attribute], content: [HTML])
        case group([HTML])
        case styleSheet(StaticString)
    }

    /// An attribute of an element.
    struct Attribute: Sendable {
        let name: StaticString
        let value: String
    }

    private let node: Node

    /// Text as it is to be read.
    static func text(_ text: String) -> HTML { HTML(node: .text(text)) }

    /// Several pieces, one after another.
    static func group(_ content: [HTML]) -> HTML { HTML(node: .group(content)) }

    /// Rules for the look of the page, a literal of this program like the names.
    static func styleSheet(_ rules: StaticString) -> HTML { HTML(node: .styleSheet(rules)) }

    static func element(_ name: StaticString, _ attributes: [Attribute] = [], _ content: [HTML] = []) -> HTML {
        HTML(node: .element(name: name, attributes: attributes, content: content))
    }

    static func element(_ name: StaticString, _ attributes: [Attribute] = [], _ text: String) -> HTML {
        element(name, attributes, [.text(text)])
    }

    static func element(_ name: StaticString, _ text: String) -> HTML { element(name, [], [.text(text)]) }

    /// The markup.
    var markup: String {
        var markup = ""
        write(to: &markup)
        return markup
    }

    private func write(to markup: inout String) {
        switch node {
        case .text(let text): Self.escape(text, to: &markup)
        case .group(let content): for piece in content { piece.write(to: &markup) }
        case .styleSheet(let rules): markup += "<style>\(rules)</style>\n"
        case .element(let name, let attributes, let content):
            markup += "<\(name)"
            for attribute in attributes {
                markup += " \(attribute.name)=\""
                Self.escape(attribute.value, to: &markup)
                markup += "\""
            }
            markup += ">"
            guard !Self.voidElements.contains(name.description) else { return }
            for piece in content { piece.write(to: &markup) }
            markup += "</\(name)>"
            if Self.blockElements.contains(name.description) { markup += "\n" }
        }
    }

    /// Writes text so that it is read as text, in content as well as in a quoted attribute; control characters, and those
    /// that turn the direction of what follows, become U+FFFD.
    private static func escape(_ text: String, to markup: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"": markup += "&quot;"
            case "'": markup += "&#39;"
            case "\n", "\t": markup.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                markup.unicodeScalars.append("\u{FFFD}")
            default: markup.unicodeScalars.append(scalar)
            }
        }
    }

    private static let voidElements: Set<String> = ["meta", "img"]

    /// Elements after which the markup begins a new line, for those who read it.
    private static let blockElements: Set<String> = [
        "h1", "h2", "h3", "p", "tr", "table", "section", "figure", "header", "footer", "li", "svg", "pre", "title",
        "style", "head", "path", "nav", "ul", "ol", "dl",
    ]
}

extension HTML.Attribute {
    static func `class`(_ value: String) -> Self { Self(name: "class", value: value) }
    static func id(_ value: String) -> Self { Self(name: "id", value: value) }
    static func scope(_ value: String) -> Self { Self(name: "scope", value: value) }
    static func style(_ value: String) -> Self { Self(name: "style", value: value) }
}
