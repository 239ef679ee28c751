import Evaluation

extension StudyReport {
    /// How the run compares with another that the report was asked to set beside it; nil where it was not.
    var comparison: Page.Section? {
        guard let comparison = run.comparison else { return nil }
        let heading = comparison.isOfLeaks ? "What the leaks were worth" : "Compared with another run"
        guard run.isComparisonCurrent else {
            return Page.Section(
                id: "comparison", heading: heading,
                content: [
                    .note(
                        "comparison.json was made of other predictions than those that are here; `cine report --against` makes it anew."
                    )
                ])
        }
        var content: [HTML] = [.paragraph(comparison.sentence)]
        if comparison.isOfLeaks {
            content += [
                .paragraph("\(comparison.against) accepted no leak. This run accepted:"), .list(comparison.leaks),
            ]
        } else if !comparison.otherLeaks.isEmpty {
            content += [
                .paragraph("The other run accepted leaks, and its figures may be too good:"),
                .list(comparison.otherLeaks),
            ]
        }
        content += [table(of: comparison), .note(comparison.remarks)]
        return Page.Section(id: "comparison", heading: heading, content: content)
    }

    private func table(of comparison: RunComparison) -> HTML {
        .table(
            "Both runs on the scans that both judged; differences with 95 % intervals over the patients",
            columns: ["Metric", "This run", comparison.against, "Difference", "95 % interval", "p", "Test"],
            rows: comparison.figures.map { figure in
                [
                    .text(figure.metric.title), .number(Figures.rate(figure.value)),
                    .number(Figures.rate(figure.other)),
                    .number(figure.difference.value.map(RunComparison.signed) ?? "–"),
                    .number(Self.interval(figure.difference)), .number(AblationTables.p(figure.p)),
                    .text(figure.test?.rawValue ?? "–"),
                ]
            })
    }
}

extension RunComparison {
    /// What the comparison says of its first figure.
    public var sentence: String {
        let scans = "\(Figures.count(scans, "scan")) of \(Figures.count(patients, "patient")) that both runs judged"
        guard let figure = figures.first, let value = figure.value, let other = figure.other,
            let difference = figure.difference.value
        else { return "No difference can be stated on the \(scans)." }
        var range = "without an interval"
        var meaning = ""
        if let low = figure.difference.low, let high = figure.difference.high {
            range = "95 % interval \(Self.signed(low)) to \(Self.signed(high))"
            meaning =
                low <= 0 && high >= 0
                ? " The interval holds 0: these scans cannot tell the difference from chance."
                : " The interval leaves 0 out: more than chance."
        }
        let what = isOfLeaks ? "The leaks and what came with them were worth" : "The difference is"
        return
            "\(what) \(Self.signed(difference)) of \(figure.metric.title) (\(range)): \(Figures.rate(value)) here and "
            + "\(Figures.rate(other)) in \(against), on the \(scans)." + meaning
    }

    /// How the figures are to be read.
    var remarks: String {
        "p is not corrected for the number of figures. Patients are resampled whole, and those count as one whom either run "
            + "takes for one. Models of both runs were judged as they are in predictions.csv, each by its own folds"
            + ([(onlyHere, "this run"), (onlyThere, "the other")].filter { $0.0 > 0 }.map {
                "; \(Figures.count($0.0, "scan")) that only \($0.1) judged \($0.0 == 1 ? "is" : "are") left out"
            }).joined() + "."
    }

    /// With its sign and three decimals.
    static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + Figures.fixed(value, 3) }
}
