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
            ] + [predictions.note].compactMap { $0.map(HTML.note) })
    }

    static let errorLimit = 20

    /// The wrong decisions that the model was surest of.
    var errors: Page.Section {
        let heading = "Worst errors"
        guard let predictions = run.predictions else {
            return Page.Section(
                id: "errors", heading: heading,
                content: [.note("predictions.csv is not there or holds no scan, so no error can be listed.")])
        }
        let wrong = predictions.errors
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
        let gallery = gallery(of: wrong.prefix(Self.errorLimit), classes: predictions.classes)
        return Page.Section(
            id: "errors", heading: heading,
            content: [table, gallery ?? .note("The run folder has no pictures of these scans.")]
                + [predictions.note].compactMap { $0.map(HTML.note) })
    }

    /// The scans as the network read them; nil where the folder has no picture.
    private func gallery(of rows: ArraySlice<PredictionRecord.Row>, classes: [String]) -> HTML? {
        let figures = rows.compactMap { row in
            run.pictures[row.sample].map { bytes in
                HTML.picture(
                    png: bytes, description: "Scan \(row.sample)",
                    caption: "\(row.sample): \(classes[row.label]), taken for \(classes[row.decision]) "
                        + "(p of the true class \(Figures.rate(row.probabilities[row.label])))")
            }
        }
        return figures.isEmpty
            ? nil
            : .group([
                .heading("These scans as the network read them"), .element("div", [.class("gallery")], figures),
                .note(
                    "Small copies of the prepared frames: the frame of an image, else up to nine frames of the sequence in "
                        + "order, rows first."),
            ])
    }
}
