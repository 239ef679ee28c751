extension Chart {
    /// The size of a drawing in its own units, and the room around the area of the lines.
    struct Frame {
        var width = 520.0
        var height = 400.0
        var left = 62.0
        var right = 14.0
        var top = 12.0
        var bottom = 50.0
        var textSize = 13.0
    }

    /// The drawing with its legend and a caption, which begins with the title.
    ///
    /// - Parameter id: unique on the page.
    func figure(_ id: String, caption: String, frame: Frame = Frame()) -> HTML {
        let legend = legendItems
        return .element(
            "figure", [],
            [
                svg(id, frame),
                legend.isEmpty ? .group([]) : .element("ul", [.class("legend")], legend),
                .element("figcaption", [], [.element("strong", "\(title). "), .text(caption)]),
            ])
    }

    private func svg(_ id: String, _ frame: Frame) -> HTML {
        .element(
            "svg",
            [
                Self.a("viewBox", "0 0 \(Figures.place(frame.width)) \(Figures.place(frame.height))"),
                Self.a("role", "img"), Self.a("aria-labelledby", "\(id)-title"),
            ],
            [.element("title", [.id("\(id)-title")], "\(title): \(y.label) against \(x.label)")]
                + grid(frame) + bands.map { drawn($0, frame) } + lines.flatMap { drawn($0, frame) })
    }

    private func place(_ point: (x: Double, y: Double), _ frame: Frame) -> (x: Double, y: Double) {
        let share = { (value: Double, range: ClosedRange<Double>) in
            (min(max(value, range.lowerBound), range.upperBound) - range.lowerBound)
                / (range.upperBound - range.lowerBound)
        }
        return (
            frame.left + share(point.x, x.range) * (frame.width - frame.left - frame.right),
            frame.height - frame.bottom - share(point.y, y.range) * (frame.height - frame.top - frame.bottom)
        )
    }

    private func grid(_ frame: Frame) -> [HTML] {
        let size = Self.a("font-size", Figures.place(frame.textSize))
        let (left, bottom) = (x.range.lowerBound, y.range.lowerBound)
        var pieces: [HTML] = []
        for (number, tick) in x.ticks.enumerated() where x.range.contains(tick) {
            let (from, to) = (place((tick, bottom), frame), place((tick, y.range.upperBound), frame))
            pieces.append(Self.stroke(from, to, "#e3e3e3"))
            pieces.append(
                .element(
                    "text",
                    [
                        Self.a("x", Figures.place(from.x)), Self.a("y", Figures.place(from.y + frame.textSize + 5)),
                        Self.a("text-anchor", "middle"), size,
                    ], x.text(ofTick: number)))
        }
        for (number, tick) in y.ticks.enumerated() where y.range.contains(tick) {
            let (from, to) = (place((left, tick), frame), place((x.range.upperBound, tick), frame))
            pieces.append(Self.stroke(from, to, "#e3e3e3"))
            pieces.append(
                .element(
                    "text",
                    [
                        Self.a("x", Figures.place(from.x - 7)),
                        Self.a("y", Figures.place(from.y + frame.textSize * 0.35)),
                        Self.a("text-anchor", "end"), size,
                    ], y.text(ofTick: number)))
        }
        let corner = place((left, bottom), frame)
        pieces.append(Self.stroke(corner, place((x.range.upperBound, bottom), frame), "#333"))
        pieces.append(Self.stroke(corner, place((left, y.range.upperBound), frame), "#333"))
        let middle = (x: (corner.x + frame.width - frame.right) / 2, y: (frame.top + corner.y) / 2)
        pieces.append(
            .element(
                "text",
                [
                    Self.a("x", Figures.place(middle.x)), Self.a("y", Figures.place(frame.height - 8)),
                    Self.a("text-anchor", "middle"), size,
                ], x.label))
        pieces.append(
            .element(
                "text",
                [
                    Self.a(
                        "transform",
                        "translate(\(Figures.place(frame.textSize)) \(Figures.place(middle.y))) rotate(-90)"),
                    Self.a("text-anchor", "middle"), size,
                ], y.label))
        return pieces
    }

    private func drawn(_ band: Band, _ frame: Frame) -> HTML {
        let outline =
            band.points.map { place(($0.x, $0.high), frame) }
            + band.points.reversed().map { place(($0.x, $0.low), frame) }
        return .element(
            "path",
            [Self.a("d", Self.path(outline) + "Z"), Self.a("fill", band.colour), Self.a("fill-opacity", "0.18")])
    }

    private func drawn(_ line: Line, _ frame: Frame) -> [HTML] {
        let points = line.points.map { place($0, frame) }
        var pieces: [HTML] = []
        for (point, bar) in zip(line.points, line.bars) {
            pieces.append(
                Self.stroke(place((point.x, bar.low), frame), place((point.x, bar.high), frame), line.colour))
        }
        if points.count > 1 { pieces.append(.element("path", [Self.a("d", Self.path(points))] + Self.style(of: line))) }
        if line.isMarked {
            pieces += points.map {
                .element(
                    "circle",
                    [
                        Self.a("cx", Figures.place($0.x)), Self.a("cy", Figures.place($0.y)), Self.a("r", "3.5"),
                        Self.a("fill", line.colour),
                    ])
            }
        }
        return pieces
    }

    private var legendItems: [HTML] {
        let bands = bands.compactMap { band in
            band.label.map { label in
                Self.item(
                    label,
                    .element(
                        "path",
                        [Self.a("d", "M0 0H34V12H0Z"), Self.a("fill", band.colour), Self.a("fill-opacity", "0.18")]))
            }
        }
        return lines.compactMap { line in
            line.label.map { Self.item($0, .element("path", [Self.a("d", "M0 6H34")] + Self.style(of: line))) }
        } + bands
    }

    private static func item(_ label: String, _ swatch: HTML) -> HTML {
        .element(
            "li", [],
            [
                .element("svg", [a("viewBox", "0 0 34 12"), a("aria-hidden", "true")], [swatch]),
                .element("span", label),
            ])
    }

    private static func style(of line: Line) -> [HTML.Attribute] {
        [
            a("fill", "none"), a("stroke", line.colour), a("stroke-width", Figures.plain(line.width)),
            a("stroke-opacity", Figures.plain(line.opacity)), a("stroke-linejoin", "round"),
        ] + (line.dashes == .none ? [] : [a("stroke-dasharray", line.dashes.rawValue)])
    }

    private static func path(_ points: [(x: Double, y: Double)]) -> String {
        points.enumerated().map { "\($0 == 0 ? "M" : "L")\(Figures.place($1.x)) \(Figures.place($1.y))" }.joined()
    }

    private static func stroke(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ colour: String) -> HTML {
        .element("path", [a("d", path([from, to])), a("stroke", colour), a("stroke-width", "1")])
    }

    private static func a(_ name: StaticString, _ value: String) -> HTML.Attribute { .init(name: name, value: value) }
}
