/// A piece of a page: text, or an element with attributes and content.
///
/// Names of elements and attributes are literals of this program, and everything else is escaped when it is rendered:
/// no text from a file can become markup.
struct HTML: Sendable {
    private enum Node: Sendable {
        case text(String)
        case element(name: StaticString, attributes: [Attribute], content: [HTML])
        case group([HTML])
        case styleSheet(PageAsset)
        case script(PageAsset)
        case data(id: StaticString, json: String)
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

    /// Rules for the look of the page, part of this program like the names.
    static func styleSheet(_ rules: PageAsset) -> HTML { HTML(node: .styleSheet(rules)) }

    /// A script, part of this program like the names.
    static func script(_ script: PageAsset) -> HTML { HTML(node: .script(script)) }

    /// JSON for the page's script, which no browser executes.
    static func data(_ id: StaticString, json: String) -> HTML { HTML(node: .data(id: id, json: json)) }

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
        case .styleSheet(let rules): markup += "<style>\(rules.text)</style>\n"
        case .script(let script): markup += "<script>\(script.text)</script>\n"
        case .data(let id, let json):
            markup += "<script type=\"application/json\" id=\"\(id)\">"
            Self.escape(json: json, to: &markup)
            markup += "</script>\n"
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
            case _ where isUnreadable(scalar): markup.unicodeScalars.append("\u{FFFD}")
            default: markup.unicodeScalars.append(scalar)
            }
        }
    }

    /// Writes JSON so that nothing in it can end the element or begin another; the same characters as in text become U+FFFD.
    private static func escape(json: String, to markup: inout String) {
        for scalar in json.unicodeScalars {
            switch scalar {
            case "&": markup += "\\u0026"
            case "<": markup += "\\u003c"
            case ">": markup += "\\u003e"
            case _ where isUnreadable(scalar): markup.unicodeScalars.append("\u{FFFD}")
            default: markup.unicodeScalars.append(scalar)
            }
        }
    }

    /// Whether a character controls a terminal or turns the direction of what follows.
    private static func isUnreadable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
        default: false
        }
    }

    private static let voidElements: Set<String> = ["meta", "img", "input", "br"]

    /// Elements after which the markup begins a new line, for those who read it.
    private static let blockElements: Set<String> = [
        "h1", "h2", "h3", "p", "tr", "table", "section", "figure", "header", "footer", "li", "svg", "pre", "title",
        "style", "head", "path", "nav", "ul", "ol", "dl", "div", "img", "label", "option", "button",
    ]
}

extension HTML.Attribute {
    static func `class`(_ value: String) -> Self { Self(name: "class", value: value) }
    static func id(_ value: String) -> Self { Self(name: "id", value: value) }
    static func scope(_ value: String) -> Self { Self(name: "scope", value: value) }
}
