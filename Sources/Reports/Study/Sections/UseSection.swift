import Evaluation

extension StudyReport {
    /// What the figures mean where the model is used: another prevalence, and scans that are left to a reader. Nil where
    /// neither was asked for.
    var use: Page.Section? {
        let content = prevalenceContent + abstentionContent
        guard !content.isEmpty else { return nil }
        return Page.Section(id: "use", heading: "In use: prevalence and abstention", content: content)
    }

    private var prevalenceContent: [HTML] {
        guard let figures = run.metrics?.prevalence else { return [] }
        let share = Self.percent(figures.prevalence)
        var content = [
            HTML.table(
                "Where \(share) of the patients have “\(run.positiveClass ?? "the positive class")”, with 95 % intervals",
                columns: ["Metric", "Value", "95 % interval"],
                rows: [("Positive predictive value", figures.ppv), ("Negative predictive value", figures.npv)].map {
                    [.text($0.0), .number(Figures.rate($0.1.value)), .number(Self.interval($0.1))]
                }),
            .note(
                "By Bayes’ theorem from sensitivity and specificity of the scans above, which are taken to hold there, too. "
                    + "The model file re-weights its probabilities accordingly (Saerens et al. 2002)."),
        ]
        if let chart = decisionChart(figures) { content.append(chart) }
        return content
    }

    private var abstentionContent: [HTML] {
        guard let figures = run.metrics?.abstention else { return [] }
        var content = [
            HTML.paragraph(
                "The models abstain where their probabilities are too uncertain, by a limit fitted on each tuning part. They "
                    + "answered \(Figures.rate(figures.coverage.value)) of the scans "
                    + "(\(Self.interval(figures.coverage)))" + answered(figures.answered) + ".")
        ]
        if let chart = coverageChart { content.append(chart) }
        return content
    }

    private func answered(_ summary: MetricsSummary?) -> String {
        guard let accuracy = summary?.metrics[.accuracy] else { return "" }
        return ", with an accuracy of \(Figures.rate(accuracy.value)) (\(Self.interval(accuracy))) among these"
    }

    private func scored() -> (samples: ScoredSamples, positive: Int?)? {
        guard let predictions = run.predictions else { return nil }
        let positive = run.positiveClass.flatMap { predictions.classes.firstIndex(of: $0) }
        return (try? predictions.samples(predictions.rows, positive: positive)).map { ($0, positive) }
    }

    private func decisionChart(_ figures: PrevalenceFigures) -> HTML? {
        guard let (samples, positive) = scored(), let positive, samples.count > 0 else { return nil }
        let prevalence = figures.prevalence
        guard let from = figures.learntShares ?? sampleShares(of: samples),
            let shift = try? PrevalenceShift(from: from, toPositive: prevalence, positive: positive),
            let shifted = try? samples.replacing(
                probabilities: Prevalence.reweighted(samples.probabilities, from: shift.training, to: shift.target)),
            let curve = try? DecisionCurve(BinaryScores(shifted, class: positive), prevalence: prevalence)
        else { return nil }
        let low = -max(prevalence, 0.01) / 4
        var chart = Chart(
            title: "Decision curve at a prevalence of \(Self.percent(prevalence))", x: .unit("Threshold probability"),
            y: .init("Net benefit (true positives a scan)", over: [low, max(prevalence, 0.01)]))
        let visible = { (points: [(x: Double, y: Double)]) in Array(points.prefix { $0.y >= chart.y.range.lowerBound })
        }
        chart.lines = [
            Chart.Line(
                points: [(0, 0), (1, 0)], colour: Palette.grey, width: 1.3, dashes: .long, label: "act on nobody"),
            Chart.Line(
                points: visible(curve.points.map { ($0.threshold, $0.treatAll) }), colour: Palette.grey, width: 1.6,
                label: "act on everybody"),
            Chart.Line(
                points: visible(curve.points.map { ($0.threshold, $0.netBenefit) }), colour: Palette.colour(0),
                label: "the model"),
        ]
        return chart.figure(
            "decision-prevalence", caption: "Scans weighted, and probabilities re-weighted, to that prevalence.")
    }

    /// The classes' shares among the judged scans, which are about those of the training parts; nil where class weights make the
    /// probabilities right for others.
    private func sampleShares(of samples: ScoredSamples) -> [Double]? {
        guard (run.settings.text("training.classWeights") ?? "none") == "none" else { return nil }
        return (0..<samples.classCount).map { label in
            Double(samples.membership(in: label).count { $0 }) / Double(samples.count)
        }
    }

    private var coverageChart: HTML? {
        guard let (samples, _) = scored(),
            let curve = try? RiskCoverageCurve(
                confidences: samples.entropies.map { -$0 },
                correct: zip(samples.predictions, samples.labels).map { $0 == $1 })
        else { return nil }
        var chart = Chart(
            title: "Coverage and risk", x: .unit("Coverage (share of scans answered)"),
            y: .unit("Risk (share of wrong answers)"))
        chart.lines = [
            Chart.Line(
                points: curve.points.map { ($0.coverage, $0.risk) }, colour: Palette.colour(0),
                label: "the most certain first")
        ]
        return chart.figure(
            "coverage",
            caption: "Scans ordered by the entropy of their probabilities; area \(Figures.rate(curve.area)).")
    }
}
