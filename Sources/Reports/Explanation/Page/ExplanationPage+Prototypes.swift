extension ExplanationPage {
    /// The training cohort's nearest prototypes; nil where the model has none.
    var prototypes: Page.Section? {
        guard !explanation.prototypes.isEmpty else { return nil }
        let cards = zip(explanation.prototypes, examples).map { match, example in
            let total = match.counts.reduce(0) { $0 + max(0, $1.count) }
            var content = [
                HTML.element("strong", "Prototype \(match.number)"),
                .element("p", [.class("small-print")], "Distance \(Figures.rate(match.distance))"),
            ]
            if let example {
                content.append(
                    .element(
                        "img",
                        [
                            .init(name: "src", value: example),
                            .init(name: "alt", value: "A scan of the named cohort close to it"),
                        ]))
            }
            content.append(
                .table(
                    "\(Figures.count(total, "training scan"))", style: "bars", columns: ["Class", "", "Scans"],
                    rows: match.counts.map { entry in
                        let share = total > 0 ? Double(entry.count) / Double(total) : 0
                        return [
                            .text(entry.name), HTML.Cell([ShareBar(share: share, tick: nil).drawing]),
                            HTML.Cell([.text(Figures.grouped(entry.count))], [.class("number")]),
                        ]
                    }))
            return HTML.element("li", [], content)
        }
        return Page.Section(
            id: "prototypes", heading: "What it resembles",
            content: [
                .paragraph(
                    "The prototypes of the training cohort that lie nearest to this scan’s features, and the true classes of the "
                        + "training scans around each. The model stores no scans."
                        + (examples.contains { $0 != nil } ? " \(Self.examplesNote)" : "")),
                .element("ul", [.class("prototypes")], cards),
            ])
    }

    private static let examplesNote =
        "Pictures are of scans, as prepared, of the cohort that was named when this page was made: those closest to each prototype."
}
