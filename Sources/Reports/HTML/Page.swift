/// A page that stands alone: no script, no font and no picture from elsewhere, and a policy that forbids them.
struct Page {
    var title: String
    var subtitle: String
    var sections: [Section]
    var style = PageAsset.style
    /// What moves on the page, with its data; nil where nothing does.
    var program: Program?

    /// A script and what it reads.
    struct Program {
        var script: PageAsset
        var json: String
    }

    /// A part of a page, which the list of contents leads to.
    struct Section {
        var id: String
        var heading: String
        var content: [HTML]
    }

    static let warning = "Research use only, not for diagnosis"

    /// The whole file.
    var text: String {
        "<!DOCTYPE html>\n" + HTML.element("html", [.init(name: "lang", value: "en")], [head, body]).markup + "\n"
    }

    private var head: HTML {
        .element(
            "head", [],
            [
                .element("meta", [.init(name: "charset", value: "utf-8")]),
                .element(
                    "meta",
                    [
                        .init(name: "http-equiv", value: "Content-Security-Policy"),
                        .init(name: "content", value: policy),
                    ]),
                .element(
                    "meta",
                    [
                        .init(name: "name", value: "viewport"),
                        .init(name: "content", value: "width=device-width, initial-scale=1"),
                    ]),
                .element("title", title), .styleSheet(style),
            ])
    }

    /// Nothing may be fetched and nothing sent; the page's own style and script are allowed by their hashes.
    private var policy: String {
        var rules = ["default-src 'none'", "style-src \(style.permission)", "img-src data:"]
        if let program { rules.append("script-src \(program.script.permission)") }
        return (rules + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
    }

    private var body: HTML {
        let contents = sections.map { section in
            HTML.element("li", [], [.element("a", [.init(name: "href", value: "#\(section.id)")], section.heading)])
        }
        return .element(
            "body", [],
            [
                .element("p", [.class("warning"), .init(name: "role", value: "note")], Self.warning),
                .element("header", [], [.element("h1", title), .element("p", [.class("subtitle")], subtitle)]),
                sections.count < 2
                    ? .group([])
                    : .element("nav", [.init(name: "aria-label", value: "Contents")], [.element("ol", [], contents)]),
                .element("main", [], sections.map { .section($0.id, $0.heading, $0.content) }),
                .element("footer", [], [.element("p", "\(Self.warning).")]),
            ] + (program.map { [.data("data", json: $0.json), .script($0.script)] } ?? []))
    }
}
