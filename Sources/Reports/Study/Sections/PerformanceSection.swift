import Evaluation

extension StudyReport {
    /// The metrics with their intervals.
    var performance: Page.Section {
        guard let metrics = run.metrics, let pooled = metrics.pooled else {
            let reason = run.metrics == nil ? "metrics.json is not there" : "metrics.json has no pooled figures"
            return Page.Section(
                id: "performance", heading: "Performance", content: [.note("\(reason): nothing was judged.")])
        }
        var content = [Self.table(pooled, caption: pooledCaption(pooled))]
        if let patients = metrics.patients {
            content.append(
                Self.table(
                    patients,
                    caption:
                        "Per patient, scans brought together by \(run.settings.text("validation.aggregate") ?? "the pipeline’s rule")"
                ))
        }
        if let test = metrics.test {
            content.append(
                Self.table(
                    test,
                    caption: "The test part, kept out of the folds and judged once by the ensemble: "
                        + "\(Figures.count(test.samples, "scan")) of \(Figures.count(test.patients, "patient"))"))
        }
        if let perClass = pooled.perClass { content.append(classTable(perClass)) }
        if run.isValidation { content.append(Self.compared("Each fold", metrics.folds, first: "Fold")) }
        if let replicates = metrics.replicates {
            content.append(Self.compared("Each repetition and seed", replicates, first: "Repetition"))
        }
        if let permutations = metrics.permutations { content.append(Self.permuted(permutations)) }
        return Page.Section(id: "performance", heading: "Performance", content: content)
    }

    private func pooledCaption(_ pooled: MetricsSummary) -> String {
        let of = "\(Figures.count(pooled.samples, "scan")) of \(Figures.count(pooled.patients, "patient"))"
        let what = run.isValidation ? "All folds together, out of fold" : "The part that was held out"
        return "\(what): \(of), with 95 % intervals over patients"
            + (run.positiveClass.map { "; positive class: \($0)" } ?? "; class-wise metrics are means over the classes")
    }

    private static func table(_ summary: MetricsSummary, caption: String) -> HTML {
        .table(
            caption, columns: ["Metric", "Value", "95 % interval", "What it says"],
            rows: Metric.allCases.compactMap { metric in
                summary.metrics[metric].map { estimate in
                    [
                        .text(metric.title), .number(Figures.rate(estimate.value)), .number(interval(estimate)),
                        .text(metric.meaning),
                    ]
                }
            })
    }

    private func classTable(_ perClass: [String: [Metric: Estimate]]) -> HTML {
        let shown = Metric.perClass.filter { metric in perClass.values.contains { $0[metric] != nil } }
        let names =
            run.classes.filter { perClass[$0] != nil } + perClass.keys.filter { !run.classes.contains($0) }.sorted()
        return .table(
            "Each class against the rest", columns: ["Class"] + shown.map(\.title),
            rows: names.map { name in
                [.text(name)] + shown.map { Self.cell(perClass[name]?[$0]) }
            })
    }

    private static let compared: [Metric] = [
        .auroc, .accuracy, .balancedAccuracy, .sensitivity, .specificity, .mcc, .brier, .ece,
    ]

    private static func compared(_ caption: String, _ folds: [MetricsRecord.Fold], first: String) -> HTML {
        let hasSeveral = Set(folds.map(\.repetition)).count > 1 || Set(folds.map(\.seed)).count > 1
        return .table(
            "\(caption), with 95 % intervals over its patients", style: "wide",
            columns: [first, "Scans", "Patients"] + compared.map(\.title),
            rows: folds.enumerated().map { number, fold in
                var name = fold.fold.map(String.init) ?? fold.repetition.map(String.init) ?? "\(number)"
                if hasSeveral {
                    if fold.fold != nil, let repetition = fold.repetition { name += ", repetition \(repetition)" }
                    if let seed = fold.seed { name += ", seed \(seed)" }
                }
                return [.text(name), .number("\(fold.metrics.samples)"), .number("\(fold.metrics.patients)")]
                    + compared.map { cell(fold.metrics.metrics[$0]) }
            })
    }

    private static func permuted(_ permutations: [MetricsSummary]) -> HTML {
        .table(
            "Control: the same validation with labels shuffled among the patients; AUROC must be near 0.5",
            columns: ["Control", "AUROC", "Balanced accuracy"],
            rows: permutations.enumerated().map { number, summary in
                [.text("\(number + 1)"), cell(summary.metrics[.auroc]), cell(summary.metrics[.balancedAccuracy])]
            })
    }

    static func cell(_ estimate: Estimate?) -> HTML.Cell {
        .number(Figures.rate(estimate?.value), below: estimate.map(interval) ?? "")
    }

    static func interval(_ estimate: Estimate) -> String {
        guard let low = estimate.low, let high = estimate.high else { return "–" }
        return "\(Figures.rate(low)) to \(Figures.rate(high))"
    }
}

extension Metric {
    /// The name for readers.
    var title: String {
        switch self {
        case .accuracy: "Accuracy"
        case .balancedAccuracy: "Balanced accuracy"
        case .sensitivity: "Sensitivity"
        case .specificity: "Specificity"
        case .ppv: "PPV"
        case .npv: "NPV"
        case .f1: "F1"
        case .mcc: "MCC"
        case .kappa: "Cohen’s kappa"
        case .weightedKappa: "Weighted kappa (quadratic)"
        case .auroc: "AUROC"
        case .auprc: "AUPRC"
        case .brier: "Brier score"
        case .ece: "ECE"
        case .eceEqualMass: "ECE, bins of equal mass"
        case .logLoss: "Log loss (nats)"
        case .calibrationSlope: "Calibration slope"
        case .calibrationIntercept: "Calibration intercept"
        }
    }
}
