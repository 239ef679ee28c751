/// Boxes and arrows that say how a cohort came apart into parts.
struct FlowDiagram {
    struct Size {
        var scans: Int
        var patients: Int

        var lines: [String] { [Figures.count(scans, "scan"), Figures.count(patients, "patient")] }
    }

    struct Part {
        var name: String
        var size: Size
    }

    var total: Size
    /// Scans whose files could not be read.
    var unreadable: Int
    var parts: [Part]

    private static let (boxWidth, boxHeight, gap, inRow) = (150.0, 66.0, 16.0, 5)

    /// The drawing with a caption.
    var figure: HTML {
        let rows = (parts.count + Self.inRow - 1) / Self.inRow
        let height = 90 + Double(rows) * (Self.boxHeight + Self.gap + 22)
        let width = Double(Self.inRow) * (Self.boxWidth + Self.gap)
        var pieces = [HTML.element("title", "Cohort flow: the whole cohort and its parts")]
        pieces += box(width / 2 - 110, 4, 220, ["Cohort"] + total.lines)
        for (number, part) in parts.enumerated() {
            let (row, column) = (number / Self.inRow, number % Self.inRow)
            let inThisRow = min(parts.count - row * Self.inRow, Self.inRow)
            let left = (width - Double(inThisRow) * (Self.boxWidth + Self.gap) + Self.gap) / 2
            let x = left + Double(column) * (Self.boxWidth + Self.gap)
            let y = 108 + Double(row) * (Self.boxHeight + Self.gap + 14)
            if row == 0 {
                let (from, to) = (Figures.place(width / 2), Figures.place(x + Self.boxWidth / 2))
                let bend = "M\(from) 70V88H\(to)V\(Figures.place(y))"
                pieces.append(.element("path", [a("d", bend), a("fill", "none"), a("stroke", "#555")]))
            }
            pieces += box(x, y, Self.boxWidth, [part.name] + part.size.lines)
        }
        let problem =
            unreadable == 0
            ? "All files could be read." : "\(Figures.count(unreadable, "file")) of them could not be read."
        return .element(
            "figure", [],
            [
                .element(
                    "svg", [a("viewBox", "0 0 \(Figures.place(width)) \(Figures.place(height))"), a("role", "img")],
                    pieces),
                .element(
                    "figcaption",
                    "Cohort flow. Rows that the pipeline’s filter left out before the run are not recorded. \(problem)"),
            ])
    }

    private func box(_ x: Double, _ y: Double, _ width: Double, _ lines: [String]) -> [HTML] {
        let outline = HTML.element(
            "rect",
            [
                a("x", Figures.place(x)), a("y", Figures.place(y)), a("width", Figures.place(width)),
                a("height", Figures.place(Self.boxHeight)), a("rx", "4"), a("fill", "#f4f8fb"), a("stroke", "#0072b2"),
            ])
        let texts = lines.enumerated().map { number, line in
            HTML.element(
                "text",
                [
                    a("x", Figures.place(x + width / 2)), a("y", Figures.place(y + 20 + Double(number) * 18)),
                    a("text-anchor", "middle"), a("font-size", "13"), a("font-weight", number == 0 ? "600" : "400"),
                ], line.count > 22 ? line.prefix(21) + "…" : line)
        }
        return [outline] + texts
    }

    private func a(_ name: StaticString, _ value: String) -> HTML.Attribute { .init(name: name, value: value) }
}
