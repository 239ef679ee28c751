import Evaluation

extension StudyReport {
    /// The figures that a reader looks for first, and what stands in the way of believing them.
    var summary: Page.Section {
        var content: [HTML] = []
        if let pooled = run.metrics?.pooled {
            let shown: [Metric] =
                run.positiveClass == nil ? [.auroc, .balancedAccuracy, .mcc] : [.auroc, .sensitivity, .specificity]
            content.append(
                .element("ul", [.class("cards")], shown.compactMap { Self.card($0, pooled) } + [sizeCard(pooled)]))
        } else {
            content.append(.note("Nothing was judged yet."))
        }
        content += [.heading("Before you rely on it"), .list(cautions)]
        return Page.Section(id: "summary", heading: "In short", content: content)
    }

    private static func card(_ metric: Metric, _ summary: MetricsSummary) -> HTML? {
        guard let estimate = summary.metrics[metric], let value = estimate.value else { return nil }
        let interval = estimate.low.flatMap { low in
            estimate.high.map { "95 % interval \(Figures.rate(low)) to \(Figures.rate($0))" }
        }
        return card(metric.title, Figures.rate(value), interval ?? "no interval", metric.meaning)
    }

    private func sizeCard(_ pooled: MetricsSummary) -> HTML {
        let isGrouped = !run.settings.texts("cohort.group").isEmpty
        let isClean = run.metrics?.leaksAccepted?.lines.isEmpty ?? true
        let meaning =
            !isClean
            ? "leaks between the parts were accepted"
            : run.isValidation
                ? "each by models that did not learn from its \(isGrouped ? "patient" : "file")"
                : "held out, judged once"
        return Self.card(
            "Judged", Figures.count(pooled.samples, "scan"),
            isGrouped ? "of \(Figures.count(pooled.patients, "patient"))" : "patients not named",
            meaning)
    }

    private static func card(_ title: String, _ figure: String, _ range: String, _ meaning: String) -> HTML {
        .element(
            "li", [],
            [
                .element("span", title), .element("strong", figure), .element("span", range),
                .element("small", meaning),
            ])
    }

    /// Fewer scans of a class than this make its rates and the calibration uncertain (Vergouwe et al. 2005; Collins et al. 2016).
    private static let enoughScans = 100

    private var cautions: [String] {
        var cautions: [String] = []
        if run.metrics?.leaksAccepted?.lines.isEmpty == false {
            cautions.append("Leaks between the parts were accepted: every figure may be too good.")
            if let comparison = run.comparison, comparison.isOfLeaks, run.isComparisonCurrent {
                cautions.append(comparison.sentence)
            }
        }
        if run.metrics?.missing?.isEmpty == false {
            cautions.append("Some trainings failed; the figures are those of the others.")
        }
        if run.settings.texts("cohort.group").isEmpty {
            cautions.append(
                "No column names the patients. If a patient was scanned twice, the model may have been judged on somebody it had seen."
            )
        }
        if let predictions = run.predictions {
            for label in predictions.classes.indices {
                let count = predictions.rows.count { $0.label == label }
                if count < Self.enoughScans {
                    cautions.append(
                        "Only \(Figures.count(count, "judged scan")) of “\(predictions.classes[label])”: what is said of this class is uncertain."
                    )
                }
            }
        }
        if (run.settings.text("validation.calibration") ?? "none") == "none" {
            cautions.append(
                "The probabilities are the network’s own; see the reliability curve before you read them as risks.")
        }
        if run.settings["validation.operatingPoint"].map({ $0.line == "none" }) ?? true {
            cautions.append(
                "The decision is the most probable class. Nobody weighed a missed finding against a false alarm; the curves show other choices."
            )
        }
        cautions.append(
            "All figures come from this cohort. Elsewhere, with other scanners and patients, they are likely to be lower; no external test is part of this run."
        )
        return cautions
    }
}
