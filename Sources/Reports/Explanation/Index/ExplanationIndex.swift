import RunFolders
import SystemPackage

/// The list of explained scans, `index.html`: sortable, and filtered by class and by what needs a look.
public struct ExplanationIndex {
    private let title: String
    private let entries: [Entry]

    /// - Parameter entries: in the order in which they were asked for.
    public init(title: String = "Explanations", entries: [Entry]) {
        (self.title, self.entries) = (title, entries)
    }

    /// The most scans that are shown with a picture, so that a browser opens the list of a night's work.
    static let thumbnailLimit = 2_000

    /// The whole file.
    public var html: String {
        let attention = entries.count { !$0.states.isDisjoint(with: ["warned", "abstained", "failed"]) }
        return Page(
            title: title,
            subtitle:
                "\(Figures.count(entries.count, "scan")); \(attention) with a warning, an abstention or a failure",
            sections: [Page.Section(id: "scans", heading: "Scans", content: [filters, table, note])],
            style: .explanationStyle, program: Page.Program(script: .index, json: "{}")
        ).text
    }

    /// Writes the file.
    public func write(to file: FilePath) throws(RunFolderError) {
        try AtomicFile.write(html, to: file)
    }

    private var filters: HTML {
        let classes = Set(entries.compactMap { $0.answer?.className }).sorted()
        let select = { (id: String, label: String, options: [(value: String, name: String)]) in
            HTML.element(
                "label", [],
                [
                    .text(label),
                    .element(
                        "select", [.id(id)],
                        options.map { .element("option", [.init(name: "value", value: $0.value)], $0.name) }),
                ])
        }
        return .element(
            "div", [.class("filters")],
            [
                .element(
                    "label", [],
                    [
                        .text("Name holds (press /)"),
                        .element("input", [.init(name: "type", value: "search"), .id("search")]),
                    ]),
                select("class", "Answer", [("", "every class")] + classes.map { ($0, $0) }),
                select(
                    "state", "Look at",
                    [
                        ("", "all scans"), ("warned", "with a warning"), ("abstained", "abstained"),
                        ("silent", "no positive evidence"), ("unsound", "a method failed its checks"),
                        ("failed", "not explained"), ("clean", "without any of these"),
                    ]),
                .element("p", [.id("count"), .class("small-print"), .init(name: "role", value: "status")], ""),
            ])
    }

    private var table: HTML {
        let columns = [
            ("Scan", "text"), ("Picture", ""), ("Answer", "text"), ("Probability", "number"),
            ("Explained class", "text"),
            ("Leads", "number"), ("Warnings", "number"),
        ]
        let head = columns.map { name, kind in
            HTML.element(
                "th",
                [.scope("col"), .init(name: "data-kind", value: kind)] + (kind == "number" ? [] : [.class("words")]),
                [kind.isEmpty ? .text(name) : .element("button", [.init(name: "type", value: "button")], name)])
        }
        return .element(
            "div", [.class("scroll")],
            [
                .element(
                    "table", [.class("scans")],
                    [
                        .element("caption", "All scans; a click on a heading sorts"),
                        .element("thead", [], [.element("tr", [], head)]),
                        .element("tbody", [], entries.map { $0.row(isPictured: entries.count <= Self.thumbnailLimit) }),
                    ])
            ])
    }

    private var note: HTML {
        .note(
            "“Leads” is the slice, frame or row as stored that added most to the explained class. j and k lead from scan to scan."
                + (entries.count > Self.thumbnailLimit
                    ? " Pictures are left out of lists of more than \(Figures.grouped(Self.thumbnailLimit)) scans."
                    : ""))
    }
}
