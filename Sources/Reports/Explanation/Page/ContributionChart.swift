/// Bars for and against a class, one a step of the sequence.
struct ContributionChart {
    private let frames: FrameContributions
    private let axis: Chart.Axis
    private static let (width, height, left, right, top, bottom) = (900.0, 220.0, 64.0, 8.0, 10.0, 40.0)

    init(_ frames: FrameContributions) {
        self.frames = frames
        axis = Chart.Axis("", over: [0] + frames.items.map(\.value))
    }

    /// Where the bar of that place in the sequence has its middle, in the drawing's own units.
    func middle(of place: Int) -> Double { Self.left + (Double(place) + 0.5) * pitch }

    private var pitch: Double { (Self.width - Self.left - Self.right) / Double(max(1, frames.items.count)) }

    private func y(_ value: Double) -> Double {
        let range = axis.range
        let share = (max(range.lowerBound, min(range.upperBound, value)) - range.lowerBound)
        return Self.height - Self.bottom
            - share / (range.upperBound - range.lowerBound) * (Self.height - Self.top - Self.bottom)
    }

    /// The drawing; a click on a bar leads the viewer there.
    var drawing: HTML {
        let (left, right, top, bottom) = (Self.left, Self.width - Self.right, Self.top, Self.height - Self.bottom)
        var pieces = [
            HTML.element(
                "title", [.id("contributions-title")], "Contribution of each \(frames.step.rawValue) to the logit")
        ]
        for tick in axis.ticks where axis.range.contains(tick) {
            pieces.append(line("grid", left, y(tick), right, y(tick)))
            pieces.append(text(Figures.fixed(tick, axis.decimals), left - 6, y(tick) + 4, "end"))
        }
        for (place, item) in frames.items.enumerated() where item.value.isFinite {
            let (high, low) = (min(y(item.value), y(0)), max(y(item.value), y(0)))
            let name = "\(frames.name(of: item)): \(Figures.signed(item.value))"
            let content = [HTML.element("title", name)]
            let middle = middle(of: place)
            let side = item.value < 0 ? "against" : "for"
            pieces += [
                box(side, middle - pitch * 0.4, high, pitch * 0.8, max(low - high, 0.75), place, []),
                box("catch", middle - pitch / 2, top, pitch, bottom - top, place, content),
            ]
        }
        pieces.append(line("axis", left, y(0), right, y(0)))
        let every = max(1, (frames.items.count + 11) / 12)
        for (place, item) in frames.items.enumerated() where place.isMultiple(of: every) {
            pieces.append(text(item.name ?? "\(item.index)", middle(of: place), bottom + 16, "middle"))
        }
        pieces.append(text(frames.axisTitle, (left + right) / 2, Self.height - 4, "middle"))
        pieces.append(
            .element(
                "line",
                [
                    .init(name: "id", value: "cursor"), .class("cursor"), number("x1", -9), number("y1", top),
                    number("x2", -9), number("y2", bottom),
                ]))
        return .element(
            "svg",
            [
                .init(name: "viewBox", value: "0 0 \(Figures.place(Self.width)) \(Figures.place(Self.height))"),
                .init(name: "role", value: "img"), .init(name: "aria-labelledby", value: "contributions-title"),
                .init(name: "data-steps", value: ""),
            ], pieces)
    }

    private func number(_ name: StaticString, _ value: Double) -> HTML.Attribute {
        .init(name: name, value: Figures.place(value))
    }

    private func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> HTML {
        .element("line", [.class(style), number("x1", x1), number("y1", y1), number("x2", x2), number("y2", y2)])
    }

    private func box(
        _ style: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ step: Int, _ content: [HTML]
    ) -> HTML {
        .element(
            "rect",
            [
                .class(style), number("x", x), number("y", y), number("width", width), number("height", height),
                .init(name: "data-step", value: "\(step)"),
            ], content)
    }

    private func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> HTML {
        .element(
            "text",
            [
                number("x", x), number("y", y), .init(name: "text-anchor", value: anchor),
                .init(name: "font-size", value: "12"),
            ], text)
    }
}

extension FrameContributions {
    /// What a reader calls a step.
    func name(of item: Item) -> String { item.name ?? "\(step.rawValue) \(item.index)" }

    /// The title of the axis of steps.
    var axisTitle: String {
        switch step {
        case .slice: "slice as stored, along axis \(["i", "j", "k"][max(0, min(2, axis ?? 2))])"
        case .frame: "frame as stored"
        case .modality: "modality"
        case .row: "row of the feature map, from the top"
        case .cell: "cell of the feature map"
        }
    }
}
