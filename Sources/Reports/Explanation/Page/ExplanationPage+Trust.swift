extension ExplanationPage {
    /// What was measured once about the model's maps.
    var trust: Page.Section {
        let heading = "Trust card"
        switch explanation.trust {
        case .notMeasured:
            return Page.Section(
                id: "trust", heading: heading,
                content: [
                    .element(
                        "p", [.class("alarm")],
                        "Not measured: run cine trust on the run that made this model. Until then nobody knows whether its maps follow what it learnt."
                    )
                ])
        case .measured(let rows):
            let failures = rows.count { $0.verdict == .failed }
            return Page.Section(
                id: "trust", heading: heading,
                content: [
                    failures == 0
                        ? .paragraph("Measured once on the run’s own cohort; no check failed.")
                        : .element(
                            "p", [.class("alarm")],
                            "\(Figures.count(failures, "check")) failed: read the maps of this model with great care or not at all."
                        ),
                    TrustTable(caption: "Measured on the run’s own cohort", rows: rows).table,
                ])
        }
    }
}

/// Checks with what was found, what it is compared with, and the verdict.
struct TrustTable {
    var caption: String
    var rows: [TrustRow]

    var table: HTML {
        .table(
            caption, style: "trust", columns: ["Check", "Found", "Compared with", "Verdict", "What it says"],
            rows: rows.map { row in
                [
                    .text(row.check), .number(Figures.rate(row.value)), .text(row.reference ?? "–"),
                    HTML.Cell([row.verdict.badge], [.class("words")]), .text(row.sentence),
                ]
            })
    }
}

extension TrustRow.Verdict {
    fileprivate var badge: HTML {
        switch self {
        case .passed: .element("span", [.class("badge passed")], "✓ passed")
        case .failed: .element("span", [.class("badge failed")], "✗ failed")
        case .notJudged: .element("span", [.class("badge quiet")], "not judged")
        }
    }
}
