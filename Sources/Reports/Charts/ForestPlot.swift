/// Differences with their intervals, one a line, around a line of no difference.
struct ForestPlot {
    struct Row {
        var name: String
        var value: Double
        var interval: (low: Double, high: Double)?
        /// Whether the difference is statistically sure, which is drawn filled.
        var isSure: Bool
    }

    /// What is drawn, for those who do not see it too.
    var title: String
    var axis: String
    var rows: [Row]

    private static let (left, right, top, rowHeight, bottom, width) = (210.0, 20.0, 12.0, 24.0, 48.0, 720.0)

    /// The drawing with a caption, which begins with the title.
    ///
    /// - Parameter id: unique on the page.
    func figure(_ id: String, caption: String) -> HTML {
        let values = rows.flatMap { [$0.value, $0.interval?.low ?? $0.value, $0.interval?.high ?? $0.value] }
        let axis = Chart.Axis(self.axis, over: values + [0])
        let height = Self.top + Double(rows.count) * Self.rowHeight + Self.bottom
        let end = height - Self.bottom
        let place = { (value: Double) in
            let share = (value - axis.range.lowerBound) / (axis.range.upperBound - axis.range.lowerBound)
            return Self.left + min(max(share, 0), 1) * (Self.width - Self.left - Self.right)
        }
        var pieces = [HTML.element("title", [.id("\(id)-title")], "\(title): \(self.axis)")]
        for tick in axis.ticks where axis.range.contains(tick) {
            let isZero = abs(tick) < 1e-12
            pieces.append(line(place(tick), Self.top, place(tick), end, isZero ? "#333" : "#e3e3e3", isZero ? 1.4 : 1))
            pieces.append(text(Figures.fixed(tick, axis.decimals), place(tick), end + 17, "middle"))
        }
        pieces.append(text(self.axis, (Self.left + Self.width - Self.right) / 2, height - 8, "middle"))
        for (number, row) in rows.enumerated() {
            let y = Self.top + (Double(number) + 0.5) * Self.rowHeight
            let name = row.name.count > 30 ? row.name.prefix(29) + "…" : row.name
            pieces.append(text(String(name), Self.left - 10, y + 4, "end"))
            if let interval = row.interval {
                pieces.append(line(place(interval.low), y, place(interval.high), y, Palette.colour(0), 2))
            }
            pieces.append(
                .element(
                    "circle",
                    [
                        a("cx", Figures.place(place(row.value))), a("cy", Figures.place(y)), a("r", "4.5"),
                        a("fill", row.isSure ? Palette.colour(0) : "#fff"), a("stroke", Palette.colour(0)),
                        a("stroke-width", "2"),
                    ]))
        }
        return .element(
            "figure", [],
            [
                .element(
                    "svg",
                    [
                        a("viewBox", "0 0 \(Figures.place(Self.width)) \(Figures.place(height))"), a("role", "img"),
                        a("aria-labelledby", "\(id)-title"),
                    ], pieces),
                .element("figcaption", [], [.element("strong", "\(title). "), .text(caption)]),
            ])
    }

    private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, _ width: Double) -> HTML
    {
        .element(
            "path",
            [
                a("d", "M\(Figures.place(x1)) \(Figures.place(y1))L\(Figures.place(x2)) \(Figures.place(y2))"),
                a("stroke", colour), a("stroke-width", Figures.plain(width)),
            ])
    }

    private func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> HTML {
        .element(
            "text",
            [a("x", Figures.place(x)), a("y", Figures.place(y)), a("text-anchor", anchor), a("font-size", "13")], text)
    }

    private func a(_ name: StaticString, _ value: String) -> HTML.Attribute { .init(name: name, value: value) }
}
