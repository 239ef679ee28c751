import Evaluation
import RunFolders

/// An ablation's table as text: CSV, Markdown and LaTeX.
public struct AblationTables {
    let result: AblationResult
    let times: ArmTimes

    public init(_ result: AblationResult, times: ArmTimes) {
        (self.result, self.times) = (result, times)
    }

    private static let columns = [
        "arm", "metric", "value", "low", "high", "delta", "p", "p_holm", "parameters", "seconds", "peak_mib",
        "delta_low", "delta_high", "p_folds", "test", "multiply_adds", "same_as", "error",
    ]

    /// The text of `ablation.csv`: a row for each arm and metric, and one for an arm that failed.
    public var csv: String {
        CSVWriter.row(Self.columns)
            + result.arms.flatMap { arm in
                arm.rows.isEmpty
                    ? [
                        row(
                            arm,
                            AblationResult.Row(
                                metric: result.metrics[0], estimate: Estimate(value: nil), comparison: nil))
                    ]
                    : arm.rows.map { row(arm, $0) }
            }.joined()
    }

    private func row(_ arm: AblationResult.Arm, _ row: AblationResult.Row) -> String {
        let figure = { (value: Double?) in value.map { "\($0)" } ?? "" }
        let count = { (value: Int?) in value.map(String.init) ?? "" }
        let taken = times.arms[arm.sameAs ?? arm.name]
        let (estimate, compared) = (row.estimate, row.comparison)
        return CSVWriter.row([
            arm.name, row.metric.rawValue, figure(estimate.value), figure(estimate.low), figure(estimate.high),
            figure(compared?.difference.value), figure(compared?.p), figure(row.holmP), count(arm.parameters),
            taken?.secondsPerEpoch.map { Figures.plain($0) } ?? "",
            taken?.peakMebibytes.map { Figures.plain($0) } ?? "",
            figure(compared?.difference.low), figure(compared?.difference.high), figure(compared?.foldP),
            compared?.test?.rawValue ?? "", count(arm.multiplyAdds), arm.sameAs ?? "", arm.problem ?? "",
        ])
    }

    /// The headings of the tables for readers.
    static let headings = [
        "arm", "metric", "value (95 % interval)", "difference (95 % interval)", "p", "p (Holm)", "p (folds)",
        "parameters", "multiply-adds", "s an epoch", "ms a scan", "peak MiB",
    ]

    /// The cells of the tables for readers, one list a row.
    var cells: [[String]] {
        result.arms.flatMap { arm -> [[String]] in
            let taken = times.arms[arm.sameAs ?? arm.name]
            let figures = [
                arm.parameters.map(Figures.grouped) ?? "–", arm.multiplyAdds.map(Figures.grouped) ?? "–",
                taken?.secondsPerEpoch.map { Figures.fixed($0, 2) } ?? "–",
                taken?.inferenceSeconds.map { Figures.fixed($0 * 1000, 2) } ?? "–",
                taken?.peakMebibytes.map { Figures.fixed($0, 0) } ?? "–",
            ]
            if let problem = arm.problem {
                return [[arm.name, "failed: \(problem)", "–", "–", "–", "–", "–"] + figures]
            }
            return arm.rows.map { row in
                [
                    arm.name, row.metric.rawValue, Self.text(row.estimate),
                    row.comparison.map { Self.text($0.difference, signed: true) }
                        ?? (arm.sameAs.map { "as \($0)" } ?? "–"),
                    Self.p(row.comparison?.p), Self.p(row.holmP), Self.p(row.comparison?.foldP),
                ] + figures
            }
        }
    }

    /// The table in Markdown.
    public var markdown: String {
        let line = { (cells: [String]) in
            "| \(cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ")) |\n"
        }
        return line(Self.headings) + line(Self.headings.map { _ in "---" }) + cells.map(line).joined()
    }

    /// The table in LaTeX, for the package booktabs.
    public var latex: String {
        let line = { (cells: [String]) in "    \(cells.map(Self.escaped).joined(separator: " & ")) \\\\\n" }
        let figures = String(repeating: "r", count: Self.headings.count - 2)
        return "% \\usepackage{booktabs}\n\\begin{tabular}{ll\(figures)}\n    \\toprule\n" + line(Self.headings)
            + "    \\midrule\n" + cells.map(line).joined() + "    \\bottomrule\n\\end{tabular}\n"
    }

    /// As in `0.871 (0.790–0.934)`; a difference with its sign.
    static func text(_ estimate: Estimate, signed: Bool = false) -> String {
        guard let value = estimate.value else { return "–" }
        let figure = { (number: Double) in (signed && number > 0 ? "+" : "") + Figures.fixed(number, 3) }
        guard let low = estimate.low, let high = estimate.high else { return figure(value) }
        return "\(figure(value)) (\(figure(low)) \(signed ? "to" : "–") \(figure(high)))"
            .replacing(" – ", with: "–")
    }

    static func p(_ value: Double?) -> String {
        value.map { $0 < 0.001 ? "< 0.001" : Figures.fixed($0, 3) } ?? "–"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(character)"
            case "\\": escaped += "\\textbackslash{}"
            case "~": escaped += "\\textasciitilde{}"
            case "^": escaped += "\\textasciicircum{}"
            case "<": escaped += "$<$"
            case ">": escaped += "$>$"
            case "−": escaped += "$-$"
            case "–": escaped += "--"
            case "×": escaped += "$\\times$"
            case "\n", "\r": escaped += " "
            default: escaped.append(character)
            }
        }
    }
}
