import Foundation

extension HTML {
    static func paragraph(_ text: String) -> HTML { element("p", text) }

    /// A quiet line that says what is not there, and why.
    static func note(_ text: String) -> HTML { element("p", [.class("note")], text) }

    /// A part of the page below its heading, which names it for screen readers and in the list of contents.
    static func section(_ id: String, _ heading: String, _ content: [HTML]) -> HTML {
        element(
            "section", [.id(id), Attribute(name: "aria-labelledby", value: "\(id)-heading")],
            [element("h2", [.id("\(id)-heading")], heading)] + content)
    }

    static func heading(_ text: String) -> HTML { element("h3", text) }

    static func list(_ items: [String]) -> HTML { element("ul", [], items.map { element("li", $0) }) }

    /// A picture that stands in the page itself.
    ///
    /// - Parameter png: the bytes of a PNG file.
    static func picture(png: [UInt8], description: String, caption: String) -> HTML {
        element(
            "figure", [],
            [
                element(
                    "img",
                    [
                        .init(name: "alt", value: description),
                        .init(name: "src", value: "data:image/png;base64,\(Data(png).base64EncodedString())"),
                    ]),
                element("figcaption", caption),
            ])
    }

    /// A table with a caption; the first cell of each row is its heading.
    ///
    /// - Parameter style: a class of the style sheet.
    static func table(_ caption: String, style: String = "", columns: [String], rows: [[Cell]]) -> HTML {
        let head = element(
            "thead", [],
            [
                element(
                    "tr", [],
                    columns.enumerated().map { index, column in
                        // A heading stands above its words or its figures.
                        let alignment = rows.first.map { $0[index].attributes.filter { $0.value == "words" } } ?? []
                        return element("th", [.scope("col")] + alignment, column)
                    })
            ])
        let body = element(
            "tbody", [],
            rows.map { row in
                element(
                    "tr", [],
                    row.enumerated().map { index, cell in
                        index == 0 ? element("th", [.scope("row")], cell.content) : cell.element
                    })
            })
        return element(
            "div", [.class("scroll")],
            [element("table", [.class(style)], [element("caption", caption), head, body])])
    }

    /// A cell of a table.
    struct Cell: Sendable, ExpressibleByStringLiteral {
        let content: [HTML]
        let attributes: [Attribute]

        init(_ content: [HTML], _ attributes: [Attribute] = []) {
            (self.content, self.attributes) = (content, attributes)
        }

        init(stringLiteral text: String) { self.init(.text(text)) }

        /// A cell of words, at the left.
        static func text(_ text: String) -> Cell { Cell(.text(text), [.class("words")]) }

        /// A cell of figures, at the right.
        static func number(_ text: String) -> Cell { Cell(.text(text)) }

        /// A figure with a smaller line, such as its interval, below.
        static func number(_ text: String, below: String) -> Cell {
            Cell([.text(text), .element("small", below)])
        }

        private init(_ content: HTML, _ attributes: [Attribute] = []) { self.init([content], attributes) }

        fileprivate var element: HTML { .element("td", attributes, content) }
    }
}
