import Evaluation
import Foundation
import RunFolders

/// The page of an ablation: what the data support, every figure, the differences as a plot, and the training curves.
public struct AblationPage {
    private let result: AblationResult
    private let times: ArmTimes

    public init(_ result: AblationResult, times: ArmTimes) {
        (self.result, self.times) = (result, times)
    }

    /// Reads what `cine ablate` left in a run folder; nil where there is no ablation.
    ///
    /// - Throws: `ReportError.damaged`.
    init?(in folder: RunFolder) throws {
        guard let bytes = try? WholeFile.bytes(at: folder.ablationRecord) else { return nil }
        guard let result = try? JSONDecoder().decode(AblationResult.self, from: Data(bytes)), !result.metrics.isEmpty
        else { throw ReportError.damaged(folder.ablationRecord, problem: "it is no record of an ablation") }
        self.result = result
        let text = (try? WholeFile.bytes(at: folder.armTiming)).map { String(decoding: $0, as: UTF8.self) }
        times = ArmTimes(table: text ?? "")
    }

    /// The page, self-contained.
    public var html: String {
        Page(
            title: "Ablation report", subtitle: result.description ?? "The pipeline has no description.",
            sections: [conclusion, table, forest, curves, methods]
        ).text
    }

    /// What the data support and what they do not, in sentences.
    public var words: [String] { AblationWords(result).sentences }

    private var conclusion: Page.Section {
        Page.Section(
            id: "words", heading: "What the data support", content: [.paragraph(words.joined(separator: " "))])
    }

    private var table: Page.Section {
        let rows = AblationTables(result, times: times).cells.map { cells in
            [HTML.Cell.text(cells[0]), HTML.Cell.text(cells[1])] + cells[2...].map { HTML.Cell.number($0) }
        }
        let changes = result.arms.map { arm in
            "\(arm.name): \(arm.changes)" + (arm.sameAs.map { " (the same pipeline as \($0), computed once)" } ?? "")
        }
        return Page.Section(
            id: "table", heading: "Every arm",
            content: [
                .table(
                    "Figures of all scans out of fold, and differences from the baseline",
                    columns: AblationTables.headings,
                    rows: rows),
                .heading("What each arm changes"), .list(changes),
            ])
    }

    private var forest: Page.Section {
        let plots = result.metrics.enumerated().compactMap { number, metric -> HTML? in
            let rows = result.arms.compactMap { arm -> ForestPlot.Row? in
                guard let row = arm.rows.first(where: { $0.metric == metric }),
                    let difference = row.comparison?.difference, let value = difference.value
                else { return nil }
                let interval = difference.low.flatMap { low in difference.high.map { (low, $0) } }
                return ForestPlot.Row(
                    name: arm.name, value: value, interval: interval, isSure: (row.holmP ?? 1) < 0.05)
            }
            guard !rows.isEmpty else { return nil }
            return ForestPlot(
                title: "Differences in \(metric.rawValue)", axis: "\(metric.rawValue), arm minus baseline", rows: rows
            ).figure(
                "forest-\(number)",
                caption: "95 % intervals over patients; filled where p after Holm’s correction is below 0.05.")
        }
        return Page.Section(
            id: "forest", heading: "Differences from the baseline",
            content: plots.isEmpty ? [.note("There is no arm to compare.")] : plots)
    }

    /// The curves of a few arms at a time over the baseline's.
    private var curves: Page.Section {
        let drawn = result.arms.filter { !$0.curve.isEmpty && $0.sameAs == nil }
        guard let baseline = drawn.first else {
            return Page.Section(id: "curves", heading: "Training curves", content: [.note("No training was finished.")])
        }
        let others = Array(drawn.dropFirst())
        let size = Palette.colours.count - 1
        let losses = drawn.flatMap(\.curve).filter(\.isFinite).sorted()
        // A few epochs that went astray would press all others flat.
        let high = losses.isEmpty ? 1 : losses[min(losses.count - 1, losses.count * 98 / 100)]
        let longest = Double(drawn.map(\.curve.count).max() ?? 1)
        let charts = stride(from: 0, to: max(others.count, 1), by: size).map { start in
            var chart = Chart(
                title: "Loss of the tuning parts", x: .init("Epoch", over: [1, longest], isWhole: true),
                y: .init("Loss", over: [0, high]))
            chart.lines = [line(baseline, colour: "#000000", .none)]
            for (number, arm) in others[start..<min(start + size, others.count)].enumerated() {
                chart.lines.append(line(arm, colour: Palette.colours[number], Palette.dashes(number)))
            }
            return chart.figure(
                "curves-\(start)",
                caption: "Mean over the units of an arm; of the training part where no tuning part was cut off.")
        }
        return Page.Section(
            id: "curves", heading: "Training curves", content: [.element("div", [.class("figures")], charts)])
    }

    private func line(_ arm: AblationResult.Arm, colour: String, _ dashes: Chart.Dashes) -> Chart.Line {
        let points = arm.curve.enumerated().filter { $0.element.isFinite }.map { (Double($0.offset + 1), $0.element) }
        return Chart.Line(points: points, colour: colour, dashes: dashes, label: arm.name)
    }

    private var methods: Page.Section {
        var content: [HTML] = [
            .paragraph(
                "Every arm was trained \(Figures.count(result.units, "time")) (\(Figures.count(result.folds, "fold")), "
                    + "\(Figures.count(result.seeds, "seed"))) on the same folds, with the same seeds and the same order of scans. "
                    + "Differences of AUROC between two classes are tested by DeLong’s test, of accuracy by McNemar’s exact test where each "
                    + "patient has one scan, all others by resampling patients for both arms at once; “p (folds)” is the "
                    + "corrected resampled t-test of Nadeau and Bengio over the folds. Holm’s correction counts the arms of one metric. "
                    + "Multiply-adds are those of one forward pass of one scan. Seconds and memory are the process’s own and depend on "
                    + "the machine; the time of a scan is the network’s alone.")
        ]
        if let steps = result.chain {
            content.append(.heading("The chain’s choices"))
            content.append(
                .list(
                    steps.map { step in
                        let scores = step.scores.sorted { $0.key < $1.key }.map {
                            "\($0.key) \(Figures.rate($0.value))"
                        }
                        return "\(step.factor): kept \(step.kept) (tuning parts: \(scores.joined(separator: ", ")))"
                    }))
        }
        return Page.Section(id: "methods", heading: "How it was compared", content: content)
    }
}
