extension ExplanationPage {
    /// Each method: its formula, its state, and the checks of this scan's own map.
    var methods: Page.Section {
        let content = explanation.maps.map { method($0) }
        return Page.Section(
            id: "methods", heading: "Methods and the checks of this scan’s maps",
            content: content.isEmpty ? [.note("No map was asked for.")] : content)
    }

    private func method(_ map: MethodMap) -> HTML {
        var content = [
            HTML.element("h3", [], [.text("\(map.title) "), map.badge]),
            .element("p", [.class("formula")], map.formula),
        ]
        if let layer = map.layer { content.append(.element("p", [.class("small-print")], "Layer \(layer)")) }
        switch map.state {
        case .usable: break
        case .noPositiveEvidence:
            content.append(
                .paragraph(
                    "Nothing in the scan speaks for “\(explanation.target.className)” by this method. That is an answer, and no map is drawn."
                ))
        case .failed(let reason): content.append(.element("p", [.class("alarm")], reason))
        case .withheld:
            content.append(.paragraph("The method failed its trust card, and the settings keep its map back."))
        }
        if !map.scanChecks.isEmpty {
            content.append(TrustTable(caption: "This scan’s own checks", rows: map.scanChecks).table)
        }
        let curves = map.curves.enumerated().compactMap { $1.figure("\(map.identifier)-\($0)") }
        if !curves.isEmpty { content.append(.element("div", [.class("figures")], curves)) }
        return .element("div", [.class("method")], content)
    }
}

extension MethodMap {
    /// The state in a word or two.
    fileprivate var badge: HTML {
        switch state {
        case .usable: .element("span", [.class("badge passed")], "usable")
        case .noPositiveEvidence: .element("span", [.class("badge quiet")], "no positive evidence")
        case .failed: .element("span", [.class("badge failed")], "failed: do not read")
        case .withheld: .element("span", [.class("badge failed")], "withheld")
        }
    }

    /// Letters and digits of the name, for the ids of drawings.
    fileprivate var identifier: String { "curve-" + name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } }
}

extension FaithfulnessCurve {
    /// The probability while the scan is taken away or brought back; nil where there are not two points.
    fileprivate func figure(_ id: String) -> HTML? {
        guard values.count > 1 else { return nil }
        let points = { (values: [Double]) in
            values.enumerated().filter { $0.element.isFinite }.map {
                (x: Double($0.offset) / Double(values.count - 1), y: $0.element)
            }
        }
        var lines = [
            Chart.Line(points: points(values), colour: Palette.colour(0), label: "in the map’s order", isMarked: true)
        ]
        if random.count > 1 {
            lines.append(
                Chart.Line(points: points(random), colour: Palette.grey, dashes: .long, label: "in random order"))
        }
        let chart = Chart(
            title: title.prefix(1).uppercased() + title.dropFirst(), x: .unit("share of the scan"),
            y: .unit("probability"), lines: lines)
        return chart.figure(
            id, caption: "The target’s probability.",
            frame: Chart.Frame(width: 340, height: 220, left: 52, right: 10, top: 8, bottom: 42, textSize: 12))
    }
}
