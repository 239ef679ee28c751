extension StudyReport {
    /// What is missing, and what was accepted although it should not be.
    var gaps: Page.Section {
        var content: [HTML] = []
        if let leaks = run.metrics?.leaksAccepted?.lines, !leaks.isEmpty {
            content.append(
                .element(
                    "p", [.class("alarm")],
                    "Leaks between the parts were accepted. Every figure on this page may be too good."))
            content.append(.list(leaks))
        }
        var failures = (run.metrics?.missing ?? []).map { "\($0.unit) failed: \($0.reason)" }
        let named = Set((run.metrics?.missing ?? []).map(\.unit))
        for unit in run.units where !named.contains(unit.name) {
            if let failure = unit.failure {
                failures.append("\(unit.name) failed: \(failure)")
            } else if !unit.isFinished {
                failures.append("\(unit.name) is not finished; the same command goes on from there.")
            }
        }
        if !failures.isEmpty {
            content.append(
                .element(
                    "p", [.class("alarm")],
                    "\(Figures.count(failures.count, "training")) did not come to an end; the figures are those of the others."
                ))
            content.append(.list(failures))
        }
        if !run.settings.texts("cohort.labels").isEmpty {
            content.append(
                .paragraph(
                    "The labels of this cohort do not exclude each other. The figures are the means over the labels and those of "
                        + "each; curves and a table of confusions are not drawn."))
        }
        if !run.absent.isEmpty {
            content.append(.paragraph("These files of the run are not there, and what they would say is left out:"))
            content.append(.list(run.absent))
        }
        if content.isEmpty {
            content.append(.paragraph("Nothing: every training came to its end, and every file of the run is there."))
        }
        content.append(
            .note(
                run.metrics?.leaksAccepted == nil
                    ? "No accepted leak is recorded in metrics.json. That says nothing of leaks that nobody looked for."
                    : "The audit’s own words stand in metrics.json."))
        return Page.Section(id: "gaps", heading: "What is missing or was accepted", content: content)
    }
}
