import Evaluation

extension StudyReport {
    /// How often each class was taken for which.
    var confusion: Page.Section {
        guard let predictions = run.predictions else {
            return Page.Section(
                id: "confusion", heading: "Confusion matrix",
                content: [.note("predictions.csv is not there or holds no scan, so nothing can be counted.")])
        }
        let classes = predictions.classes
        let matrix = ConfusionMatrix(
            labels: predictions.rows.map(\.label), predictions: predictions.rows.map(\.decision),
            classCount: classes.count)
        let rows = classes.indices.map { label -> [HTML.Cell] in
            let support = matrix.support(of: label)
            return [.text(classes[label])]
                + classes.indices.map { prediction in
                    let count = matrix[label: label, prediction: prediction]
                    let share = support > 0 ? Double(count) / Double(support) : 0
                    let shade = "share-\(Int((share * 10).rounded()))"
                    return HTML.Cell(
                        [
                            .text(Figures.grouped(count)),
                            .element("small", support > 0 ? Figures.fixed(share * 100, 1) + " %" : "–"),
                        ],
                        [.class("\(label == prediction ? "right" : "wrong") \(shade)")])
                } + [.number(Figures.grouped(support))]
        }
        return Page.Section(
            id: "confusion", heading: "Confusion matrix",
            content: [
                .table(
                    "Scans by true class (rows) and decision (columns), with the share of the row", style: "matrix",
                    columns: ["True class"] + classes.map { "judged \($0)" } + ["All"], rows: rows)
            ])
    }

    private static let errorLimit = 20

    /// The wrong decisions that the model was surest of.
    var errors: Page.Section {
        let heading = "Worst errors"
        guard let predictions = run.predictions else {
            return Page.Section(
                id: "errors", heading: heading,
                content: [.note("predictions.csv is not there or holds no scan, so no error can be listed.")])
        }
        let wrong = predictions.rows.filter { $0.label != $0.decision }.sorted {
            ($0.probabilities[$0.label], $0.sample) < ($1.probabilities[$1.label], $1.sample)
        }
        guard !wrong.isEmpty else {
            return Page.Section(
                id: "errors", heading: heading, content: [.paragraph("No scan was decided on wrongly.")])
        }
        let caption =
            "\(Figures.count(wrong.count, "wrong decision")) on \(Figures.count(predictions.rows.count, "judged scan"))"
            + (wrong.count > Self.errorLimit
                ? "; the \(Self.errorLimit) with the least probability of the true class" : "")
        let table = HTML.table(
            caption, columns: ["Scan", "Patient", "Fold", "True class", "Decision", "p (true class)", "p (decision)"],
            rows: wrong.prefix(Self.errorLimit).map { row in
                [
                    .text(row.sample), .text(row.patient), .text(row.place.first ?? ""),
                    .text(predictions.classes[row.label]), .text(predictions.classes[row.decision]),
                    .number(Figures.rate(row.probabilities[row.label])),
                    .number(Figures.rate(row.probabilities[row.decision])),
                ]
            })
        return Page.Section(
            id: "errors", heading: heading,
            content: [
                table, .note("The scans themselves are not part of a run folder, so they are not pictured here."),
            ])
    }
}
