extension ExplanationPage {
    /// What the patient's data added beside the scan; nil where the network reads none.
    var clinical: Page.Section? {
        guard let clinical = explanation.clinical else { return nil }
        let target = explanation.target.className
        let largest = clinical.columns.reduce(abs(clinical.scan)) { max($0, abs($1.contribution)) }
        let row = { (name: String, value: String, contribution: Double) -> [HTML.Cell] in
            [
                .text(name), HTML.Cell([.text(value)], [.class("number")]),
                HTML.Cell([SignedBar(share: largest > 0 ? contribution / largest : 0).drawing]),
                HTML.Cell([.text(Figures.signed(contribution))], [.class("number")]),
            ]
        }
        let ranked = clinical.columns.sorted { abs($0.contribution) > abs($1.contribution) }
        let sum = clinical.columns.reduce(clinical.scan) { $0 + $1.contribution }
        let orders = clinical.orders.map { "an average over \($0) random orders" } ?? "exact, over all orders"
        return Page.Section(
            id: "clinical", heading: "What the patient’s data added",
            content: [
                .table(
                    "Bars to the right (orange) speak for “\(target)”, bars to the left (blue) against, in units of the logit",
                    style: "bars", columns: ["Column", "Value", "", "Added"],
                    rows: [row("the scan", "", clinical.scan)]
                        + ranked.map { row($0.name, $0.value.map(Figures.plain) ?? "missing", $0.contribution) }),
                .note(
                    "Shapley values (\(orders)): together \(Figures.signed(sum)), from a logit of "
                        + "\(Figures.signed(clinical.baselineLogit)) for \(clinical.baseline) to "
                        + "\(Figures.signed(explanation.target.logit)) for this patient."),
            ])
    }
}

/// A bar from the middle, to the right for values above 0 and to the left below.
struct SignedBar {
    /// From −1 to 1.
    var share: Double

    var drawing: HTML {
        let length = share.isFinite ? min(abs(share), 1) * 100 : 0
        return .element(
            "svg",
            [
                .init(name: "viewBox", value: "0 0 200 12"), .init(name: "preserveAspectRatio", value: "none"),
                .init(name: "aria-hidden", value: "true"),
            ],
            [
                box("track", 0, 200),
                box(share < 0 ? "against" : "for", share < 0 ? 100 - length : 100, length),
                .element(
                    "line",
                    [
                        .class("tick"), .init(name: "x1", value: "100"), .init(name: "x2", value: "100"),
                        .init(name: "y1", value: "0"), .init(name: "y2", value: "12"),
                    ]),
            ])
    }

    private func box(_ style: String, _ x: Double, _ width: Double) -> HTML {
        .element(
            "rect",
            [
                .class(style), .init(name: "x", value: Figures.place(x)), .init(name: "y", value: "1"),
                .init(name: "width", value: Figures.place(width)), .init(name: "height", value: "10"),
            ])
    }
}
