extension ExplanationPage {
    /// Pictures and maps, with their controls.
    var viewer: Page.Section {
        let planes = ViewerPlane.planes(of: explanation.pictures, first: explanation.firstAxis)
        let panes = HTML.element(
            "div", [.id("panes"), .class(planes.count > 1 ? "panes" : "panes single")],
            planes.map { plane in
                .element(
                    "canvas",
                    [
                        .init(name: "tabindex", value: "0"), .init(name: "role", value: "img"),
                        .init(name: "aria-label", value: "\(plane.name) with the map; arrow keys change the slice"),
                    ])
            })
        return Page.Section(
            id: "viewer", heading: "Where the network looked",
            content: [
                .element(
                    "p", [.class("note no-script")],
                    "Maps, planes and controls need this page’s own script, which is switched off here; below are the plain pictures."
                ),
                .element(
                    "div", [.class("viewer")],
                    [
                        .element("div", [], [panes, .element("p", [.id("readout"), .class("readout")], "")]),
                        .element("div", [.class("controls")], controls(planes)),
                    ]),
                .element(
                    "p", [.id("state"), .class("state"), .init(name: "role", value: "status")], ""),
                gallery(planes), sources,
                .note(
                    "A map is coarse: it shows which regions the network’s answer depends on, is no outline of a lesion, and "
                        + "says nothing of findings that the network was not trained for. Pictures are compressed; do not measure on them."
                ),
                keys,
            ])
    }

    private func controls(_ planes: [ViewerPlane]) -> [HTML] {
        let pictures = explanation.pictures
        var controls: [HTML] = []
        if !explanation.maps.isEmpty {
            controls.append(
                .element(
                    "label", [.class("printed")],
                    [
                        .text("Method"),
                        .element(
                            "select", [.id("method")],
                            explanation.maps.enumerated().map { place, map in
                                .element("option", [.init(name: "value", value: "\(place)")], map.option)
                            }),
                    ]))
        }
        for plane in planes where pictures.size[plane.axis] > 1 {
            let name = pictures.kind == .volume ? "\(plane.name.capitalized) slice" : "Frame"
            controls.append(slider("slice-\(plane.axis)", name, 0, pictures.size[plane.axis] - 1, 0))
        }
        if pictures.kind == .clip {
            controls.append(slider("speed", "Speed", 1, 30, 10))
            controls.append(.element("div", [.class("buttons")], [button("play", "Play")]))
        }
        controls += [
            check("overlay", "Show the map", isOn: true, isHidden: explanation.maps.isEmpty),
            slider("opacity", "Opacity of the map", 0, 100, 60), slider("threshold", "Hide the map below", 0, 95, 20),
            slider("level", "Level", 0, 255, 127), slider("width", "Window", 1, 510, 255),
            .element("div", [.class("buttons")], [button("window-reset", "Reset window")]),
            check("convention", "Neurological convention", isOn: false, isHidden: !planes.contains(where: \.leftRight)),
        ]
        if planes.contains(where: \.leftRight) {
            controls.append(.element("p", [.id("convention-name"), .class("small-print")], ""))
        } else if pictures.kind == .volume {
            controls.append(
                .element(
                    "p", [.class("small-print")],
                    "Shown as stored: the file does not say where left, front and top are."))
        }
        controls.append(
            .element(
                "div", [.id("scale"), .class("scale"), .init(name: "hidden", value: "")],
                [
                    .element(
                        "canvas",
                        [
                            .id("bar"), .init(name: "width", value: "256"), .init(name: "height", value: "1"),
                            .init(name: "role", value: "img"),
                            .init(name: "aria-label", value: "Colours of the map’s values"),
                        ]),
                    .element(
                        "p", [],
                        [
                            .element("span", [.id("bar-low")], ""), .element("span", "map’s value"),
                            .element("span", [.id("bar-high")], ""),
                        ]),
                ]))
        return controls
    }

    private func slider(_ id: String, _ name: String, _ low: Int, _ high: Int, _ value: Int) -> HTML {
        .element(
            "label", [],
            [
                .text(name), .element("output", [.id("\(id)-at")], ""),
                .element(
                    "input",
                    [
                        .init(name: "type", value: "range"), .id(id), .init(name: "min", value: "\(low)"),
                        .init(name: "max", value: "\(high)"), .init(name: "value", value: "\(value)"),
                    ]),
            ])
    }

    private func check(_ id: String, _ name: String, isOn: Bool, isHidden: Bool) -> HTML {
        .element(
            "label", [.class("inline")] + (isHidden ? [.init(name: "hidden", value: "")] : []),
            [
                .element(
                    "input",
                    [.init(name: "type", value: "checkbox"), .id(id)]
                        + (isOn ? [.init(name: "checked", value: "")] : [])), .text(name),
            ])
    }

    private func button(_ id: String, _ name: String) -> HTML {
        .element("button", [.init(name: "type", value: "button"), .id(id)], name)
    }

    /// Leading slices of a volume, or the frames of a clip that added most, with the map over them.
    private func gallery(_ planes: [ViewerPlane]) -> HTML {
        let pictures = explanation.pictures
        var places = pictures.leading.map { ($0.axis, $0.index) }
        if pictures.kind == .clip {
            places = (explanation.frames?.items ?? []).sorted { $0.value > $1.value }.prefix(5).map { (2, $0.index) }
        }
        places = places.filter { $0.1 >= 0 && $0.1 < pictures.size[$0.0] }
        guard !places.isEmpty else { return .group([]) }
        let contribution = { (index: Int) -> String in
            guard let item = explanation.frames?.items.first(where: { $0.index == index }),
                explanation.stepAxis == places[0].0
            else { return "" }
            return " (\(Figures.signed(item.value)))"
        }
        return .group([
            .heading(pictures.kind == .clip ? "The frames that added most" : "Leading slices, at full size"),
            .element(
                "ul", [.id("gallery"), .class("gallery")],
                places.enumerated().map { place, at in
                    let picture: [HTML] =
                        pictures.kind == .volume
                        ? [
                            .element(
                                "img",
                                [
                                    .class("source no-script"), .id("leading-\(place)"), .init(name: "alt", value: ""),
                                    .init(name: "src", value: leading[place]),
                                ])
                        ] : []
                    return .element(
                        "li", [],
                        [
                            .element(
                                "button", [.init(name: "type", value: "button")],
                                [
                                    .element(
                                        "canvas",
                                        [
                                            .init(name: "data-axis", value: "\(at.0)"),
                                            .init(name: "data-index", value: "\(at.1)"),
                                        ])
                                ] + picture + [
                                    .text(
                                        "\(pictures.kind == .clip ? "frame" : "slice") \(at.1)\(contribution(at.1))")
                                ])
                        ])
                }),
        ])
    }

    private var sources: HTML {
        .element(
            "img",
            [
                .class(explanation.pictures.kind == .image ? "source no-script" : "source"), .id("stack"),
                .init(name: "alt", value: "The scan without a map"), .init(name: "src", value: stack),
            ] + (explanation.pictures.kind == .image ? [] : [.init(name: "hidden", value: "")]))
    }

    private var keys: HTML {
        var keys = [
            ("Wheel, ↑ ↓, Page ↑ ↓", "next and previous slice of the plane under the pointer or in focus"),
            ("Left button", "move the cross of all planes; right button drags window and level"),
            ("m, o", "next method; map on and off"), ("[ ]", "opacity down and up"), ("w", "reset the window"),
            ("p", "back to the place shown first"), ("c", "radiological or neurological convention"),
        ]
        if explanation.pictures.kind == .clip { keys.append(("Space", "play and pause")) }
        return .element(
            "details", [],
            [
                .element("summary", "Mouse and keyboard"),
                .element("dl", [.class("keys")], keys.flatMap { [.element("dt", $0.0), .element("dd", $0.1)] }),
            ])
    }
}

extension MethodMap {
    /// The method in the list of methods, with a word where it cannot be read.
    fileprivate var option: String {
        switch state {
        case .usable: title
        case .noPositiveEvidence: "\(title) (no positive evidence)"
        case .failed: "\(title) (failed: do not read)"
        case .withheld: "\(title) (withheld)"
        }
    }
}
