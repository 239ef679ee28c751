extension ExplanationPage {
    /// What each step of the sequence added; nil where the network reads no sequence.
    var frames: Page.Section? {
        guard let frames = explanation.frames, !frames.items.isEmpty else { return nil }
        let target = explanation.target.className
        let step = frames.step.rawValue
        let ranked = frames.items.filter { $0.value.isFinite }.sorted { $0.value > $1.value }
        let best = ranked.prefix(5).filter { $0.value > 0 }
        var content = [
            HTML.element(
                "figure", [.class("themed")],
                [
                    ContributionChart(frames).drawing,
                    .element(
                        "figcaption", [],
                        [
                            .element("strong", "What each \(step) added. "),
                            .text(
                                "Bars above the line (orange) speak for “\(target)”, bars below it (blue) against, in units of "
                                    + "the logit."),
                            .element("span", [.class("on-screen")], " A click on a bar leads the viewer there."),
                        ]),
                ])
        ]
        if best.isEmpty {
            content.append(.note("No \(step) speaks for “\(target)”: there is no positive evidence."))
        } else {
            content.append(
                .paragraph(
                    "Most in favour: "
                        + StudyReport.words(best.map { "\(frames.name(of: $0)) (\(Figures.signed($0.value)))" }) + "."))
        }
        content.append(completeness(frames.completeness))
        return Page.Section(
            id: "contributions", heading: "What each \(step) contributed", content: content)
    }

    private func completeness(_ check: FrameContributions.Completeness) -> HTML {
        let sums =
            "the contributions add up to \(Figures.signed(check.sum)), the logit less the baseline’s is "
            + "\(Figures.signed(check.difference)) (integrated gradients in \(Figures.count(check.steps, "step")))."
        return check.isMet
            ? .note("Complete: \(sums)")
            : .element(
                "p", [.class("alarm")],
                "Not complete: \(sums) The bars are not exact; read them as an order at most.")
    }
}
