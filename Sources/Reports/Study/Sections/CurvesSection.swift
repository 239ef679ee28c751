import Evaluation
import Tensors

extension StudyReport {
    /// ROC, precision–recall, reliability and decision curves.
    var curves: Page.Section {
        let heading = "Curves"
        guard let predictions = run.predictions else {
            return Page.Section(
                id: "curves", heading: heading,
                content: [.note("predictions.csv is not there or holds no scan, so no curve can be drawn.")])
        }
        let content: [HTML]
        do {
            let figures = try CurveFigures(predictions, positive: run.positiveClass)
            content =
                [
                    .element(
                        "div", [.class("figures")],
                        [figures.roc, figures.precisionRecall, figures.reliability, figures.decision])
                ] + [predictions.note].compactMap { $0.map(HTML.note) }
        } catch {
            content = [.note("The curves cannot be drawn: \(error).")]
        }
        return Page.Section(id: "curves", heading: heading, content: content)
    }
}

/// The four figures over out-of-fold scores: with two classes those of the positive one with each fold as a thin line, with
/// more one line a class against the rest.
private struct CurveFigures {
    private var pooled: [(name: String, scores: BinaryScores)] = []
    private var folds: [BinaryScores] = []
    private let isTwoClass: Bool
    private let group: String

    init(_ predictions: PredictionRecord, positive: String?) throws(EvaluationError) {
        let number = positive.flatMap { predictions.classes.firstIndex(of: $0) }
        isTwoClass = number != nil
        let samples = try predictions.samples(predictions.rows, positive: number)
        for column in number.map({ [$0] }) ?? Array(predictions.classes.indices) {
            pooled.append((predictions.classes[column], BinaryScores(samples, class: column)))
        }
        let parts = predictions.parts
        if let number, parts.count > 1 {
            for part in parts {
                folds.append(BinaryScores(try predictions.samples(part.rows, positive: number), class: number))
            }
        }
        group = positive.map { "Positive class: \($0). " } ?? "Each class against the rest. "
    }

    var roc: HTML {
        var chart = Chart(title: "ROC curve", x: .unit("1 − specificity"), y: .unit("Sensitivity"))
        chart.lines = [Self.reference([(0, 0), (1, 1)], "chance")]
        chart.lines += thin { scores in (try? ROCCurve(scores))?.points.map { ($0.falsePositiveRate, $0.sensitivity) } }
        chart.lines += thick { scores in (try? ROCCurve(scores))?.points.map { ($0.falsePositiveRate, $0.sensitivity) }
        }
        if isTwoClass, let scores = pooled.first?.scores { chart.bands = band(of: scores).map { [$0] } ?? [] }
        return chart.figure("roc", caption: "\(group)\(without("both classes", chart))")
    }

    var precisionRecall: HTML {
        var chart = Chart(
            title: "Precision–recall curve", x: .unit("Recall (sensitivity)"), y: .unit("Precision (PPV)"))
        let steps = { (scores: BinaryScores) -> [(Double, Double)]? in
            (try? PrecisionRecallCurve(scores)).map { Self.steps($0.points.map { ($0.recall, $0.precision) }) }
        }
        if isTwoClass, let scores = pooled.first?.scores, scores.count > 0 {
            let share = Double(scores.positiveCount) / Double(scores.count)
            chart.lines = [Self.reference([(0, share), (1, share)], "prevalence \(Figures.rate(share))")]
        }
        chart.lines += thin(steps) + thick(steps)
        return chart.figure("pr", caption: "\(group)\(without("positives", chart))")
    }

    var reliability: HTML {
        var chart = Chart(
            title: "Reliability curve", x: .unit("Stated probability"), y: .unit("Observed share"))
        chart.lines = [Self.reference([(0, 0), (1, 1)], "perfectly calibrated")]
        chart.lines += thin { scores in (try? ReliabilityCurve(scores, bins: 5))?.bins.map { ($0.stated, $0.observed) }
        }
        for (number, one) in pooled.enumerated() {
            guard let curve = try? ReliabilityCurve(one.scores) else { continue }
            var line = Self.line(curve.bins.map { ($0.stated, $0.observed) }, number, label(one.name))
            line.isMarked = true
            if isTwoClass { line.bars = curve.bins.map { ($0.low, $0.high) } }
            chart.lines.append(line)
        }
        let bars = isTwoClass ? " Bars: 95 % Wilson intervals, which take scans as independent." : ""
        let bins = "Ten bins of equal width\(folds.isEmpty ? "" : ", five for each fold")."
        return chart.figure("reliability", caption: "\(group)\(bins)\(bars)")
    }

    var decision: HTML {
        guard isTwoClass, let scores = pooled.first?.scores, let curve = try? DecisionCurve(scores) else {
            return .note("A decision curve needs two classes; this run has more, so it is left out.")
        }
        let share = Double(scores.positiveCount) / Double(max(scores.count, 1))
        let low = -max(share, 0.05) / 4
        var chart = Chart(
            title: "Decision curve", x: .unit("Threshold probability"),
            y: .init("Net benefit (true positives a scan)", over: [low, max(share, 0.05)]))
        let floor = chart.y.range.lowerBound
        // What falls below the drawing is cut off there.
        let visible = { (points: [(x: Double, y: Double)]) in Array(points.prefix { $0.y >= floor }) }
        chart.lines = [
            Self.reference([(0, 0), (1, 0)], "act on nobody"),
            Chart.Line(
                points: visible(curve.points.map { ($0.threshold, $0.treatAll) }), colour: Palette.grey, width: 1.6,
                label: "act on everybody"),
        ]
        chart.lines += thin { scores in
            (try? DecisionCurve(scores)).map { visible($0.points.map { ($0.threshold, $0.netBenefit) }) }
        }
        chart.lines.append(
            Self.line(visible(curve.points.map { ($0.threshold, $0.netBenefit) }), 0, label(pooled[0].name)))
        return chart.figure(
            "decision",
            caption: "\(group)Net benefit by Vickers and Elkin (2006); a line ends where it leaves the drawing.")
    }

    /// The 95 % band of sensitivity at fixed false-positive rates, over resampled patients.
    private func band(of scores: BinaryScores) -> Chart.Band? {
        let rates = (0...50).map { Double($0) / 50 }
        var generator = RandomGenerator(seed: 0, stream: [UInt64(scores.count)])
        let intervals = Bootstrap(resamples: 200).intervals(patients: scores.patients, using: &generator) { indices in
            let drawn = try? BinaryScores(
                scores: indices.map { scores.scores[$0] }, positives: indices.map { scores.positives[$0] })
            guard let drawn, let curve = try? ROCCurve(drawn) else { return rates.map { _ in nil } }
            return rates.map { curve.sensitivity(atFalsePositiveRate: $0) }
        }
        let points = zip(rates, intervals).compactMap { rate, interval in interval.map { (rate, $0.low, $0.high) } }
        return points.count > 1
            ? Chart.Band(
                points: points, colour: Palette.colour(0), label: "95 % band, pointwise (200 resamples of patients)")
            : nil
    }

    private func thin(_ points: (BinaryScores) -> [(Double, Double)]?) -> [Chart.Line] {
        folds.compactMap(points).enumerated().map { number, points in
            Chart.Line(
                points: points.map { ($0, $1) }, colour: Palette.colour(5), width: 1, opacity: 0.9,
                label: number == 0 ? "each fold" : nil)
        }
    }

    private func thick(_ points: (BinaryScores) -> [(Double, Double)]?) -> [Chart.Line] {
        pooled.enumerated().compactMap { number, one in
            points(one.scores).map { Self.line($0, number, label(one.name)) }
        }
    }

    private func label(_ name: String) -> String {
        isTwoClass ? (folds.isEmpty ? "held-out part" : "all folds together") : name
    }

    private func without(_ what: String, _ chart: Chart) -> String {
        let drawn = chart.lines.count { $0.width > 2 }
        return drawn == pooled.count ? "" : "Lines are missing where \(what) do not occur."
    }

    private static func line(_ points: [(Double, Double)], _ number: Int, _ label: String) -> Chart.Line {
        Chart.Line(
            points: points.map { ($0, $1) }, colour: Palette.colour(number), dashes: Palette.dashes(number),
            label: label)
    }

    private static func reference(_ points: [(x: Double, y: Double)], _ label: String) -> Chart.Line {
        Chart.Line(points: points, colour: Palette.grey, width: 1.3, dashes: .long, label: label)
    }

    /// Points joined by steps, not by lines (Davis and Goadrich 2006).
    private static func steps(_ points: [(Double, Double)]) -> [(Double, Double)] {
        zip(points, points.dropFirst()).reduce(into: Array(points.prefix(1))) { steps, pair in
            steps.append((pair.0.0, pair.1.1))
            steps.append(pair.1)
        }
    }
}
