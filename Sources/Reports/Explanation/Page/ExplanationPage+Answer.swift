extension ExplanationPage {
    /// What the model said, how sure it is, and what speaks against believing it.
    var answer: Page.Section {
        Page.Section(
            id: "answer", heading: "Answer",
            content: [
                .element(
                    "div", [.class("answer")],
                    [
                        verdict,
                        .element(
                            "div", [],
                            [classBars, operatingPoint, .element("p", [.class("small-print")], targetSentence)]),
                    ]),
                warnings,
            ])
    }

    private var verdict: HTML {
        let answer = explanation.answer
        var lines: [HTML] = []
        var style = "verdict"
        switch answer.status {
        case .ok:
            lines.append(.element("p", [.class("small-print")], "The model’s answer"))
            lines.append(.element("p", [.class("name")], answer.className))
        case .abstained(let reason):
            style = "verdict abstained"
            lines.append(.element("p", [.class("name")], "The model abstained"))
            lines.append(.paragraph(reason))
            lines.append(.element("p", [.class("small-print")], "Most probable class: \(answer.className)"))
        }
        let kind = answer.calibration == nil ? "uncalibrated probability" : "calibrated probability"
        if let probability = answer.probability {
            lines.append(.element("p", [.class("figure")], "\(Figures.percent(probability)) \(kind)"))
        }
        if let interval = answer.interval {
            lines.append(
                .element(
                    "p", [.class("small-print")],
                    "\(Figures.percent(interval.low)) to \(Figures.percent(interval.high)) (\(interval.meaning))"))
        }
        lines.append(
            .element(
                "p", [.class("small-print")],
                answer.calibration.map { "Calibration: \($0)." }
                    ?? "The probabilities are the network’s own; nobody checked that they mean frequencies."))
        return .element("div", [.class(style)], lines)
    }

    /// Every class with a bar; a tick at the threshold of the positive one.
    private var classBars: HTML {
        let answer = explanation.answer
        return .table(
            "Probability of each class", style: "bars", columns: ["Class", "", "Probability"],
            rows: answer.classes.map { entry in
                let threshold = answer.operatingPoint.flatMap { $0.positiveClass == entry.name ? $0.threshold : nil }
                return [
                    .text(entry.name), HTML.Cell([ShareBar(share: entry.probability, tick: threshold).drawing], []),
                    HTML.Cell([.text(Figures.percent(entry.probability))], [.class("number")]),
                ]
            })
    }

    private var operatingPoint: HTML {
        guard explanation.answer.findings == nil else {
            return .element(
                "p", [.class("small-print")],
                "The findings do not exclude each other; each is answered from a probability of 50 % on.")
        }
        guard let point = explanation.answer.operatingPoint else {
            return .element(
                "p", [.class("small-print")],
                "No operating point is stored in the model; the answer is the most probable class.")
        }
        return .element(
            "p", [.class("small-print")],
            "Operating point: “\(point.positiveClass)” from a probability of \(Figures.percent(point.threshold)) "
                + "(the tick), by the rule \(point.rule); chosen on \(point.source).")
    }

    private var targetSentence: String {
        let target = explanation.target
        let baseline =
            target.baselineLogit.map { "; the training cohort’s mean frame gives \(Figures.signed($0))" } ?? ""
        let other = explanation.answer.decides(on: target.className) ? "" : ", which is not the answer"
        return
            "Maps and bars on this page explain “\(target.className)”\(other): its logit is \(Figures.signed(target.logit))\(baseline)."
    }

    private var warnings: HTML {
        guard !explanation.warnings.isEmpty else {
            return .note("No warning about this scan. That says nothing of dangers that nobody looked for.")
        }
        return .element(
            "ul", [.class("warnings"), .init(name: "aria-label", value: "Warnings about this scan")],
            explanation.warnings.map { warning in
                .element("li", [], [.element("strong", "\(warning.topic.title): "), .text(warning.sentence)])
            })
    }
}

extension ScanExplanation.Warning.Topic {
    /// The topic in a reader's words.
    var title: String {
        switch self {
        case .unlikeTraining: "Unlike the training cohort"
        case .range: "Outside the trained range"
        case .damage: "Damaged file"
        case .orientation: "Orientation unknown"
        case .other: "Note"
        }
    }
}

/// A bar from 0 to 1.
struct ShareBar {
    var share: Double
    /// Where a line crosses it; nil for none.
    var tick: Double?

    var drawing: HTML {
        let box = { (style: String, share: Double) in
            HTML.element(
                "rect",
                [
                    .class(style), .init(name: "width", value: Figures.place(max(0, min(1, share)) * 200)),
                    .init(name: "height", value: "10"), .init(name: "y", value: "1"),
                ])
        }
        var pieces = [box("track", 1), box("bar", share.isFinite ? share : 0)]
        if let tick, tick.isFinite {
            let x = Figures.place(max(0, min(1, tick)) * 200)
            pieces.append(
                .element(
                    "line",
                    [
                        .class("tick"), .init(name: "x1", value: x), .init(name: "x2", value: x),
                        .init(name: "y1", value: "0"), .init(name: "y2", value: "12"),
                    ]))
        }
        return .element(
            "svg",
            [
                .init(name: "viewBox", value: "0 0 200 12"), .init(name: "preserveAspectRatio", value: "none"),
                .init(name: "aria-hidden", value: "true"),
            ], pieces)
    }
}
