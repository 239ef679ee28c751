import Evaluation
import Foundation
import Pipelines
import Reports

/// What `cine ablate` prints when it is done.
struct AblationSummary {
    let outcome: AblationOutcome

    init(_ outcome: AblationOutcome) { self.outcome = outcome }

    /// A row of `ablation.csv` as an object.
    struct Row: Encodable {
        var arm: String
        var metric: String?
        var value, low, high, delta, p, holmP: Double?
        var parameters, multiplyAdds: Int?
        var seconds, peak: Double?
        var sameAs, error: String?

        private enum CodingKeys: String, CodingKey {
            case arm, metric, value, low, high, delta, p, parameters, seconds, error
            case holmP = "p_holm"
            case multiplyAdds = "multiply_adds"
            case peak = "peak_mib"
            case sameAs = "same_as"
        }
    }

    /// One object for each row of the table.
    var objects: [Row] {
        outcome.result.arms.flatMap { arm -> [Row] in
            let times = outcome.times.arms[arm.sameAs ?? arm.name]
            var row = Row(arm: arm.name, sameAs: arm.sameAs, error: arm.problem)
            (row.parameters, row.multiplyAdds) = (arm.parameters, arm.multiplyAdds)
            (row.seconds, row.peak) = (times?.secondsPerEpoch, times?.peakMebibytes)
            guard !arm.rows.isEmpty else { return [row] }
            return arm.rows.map { figures in
                row.metric = figures.metric.rawValue
                (row.value, row.low, row.high) = (
                    figures.estimate.value, figures.estimate.low, figures.estimate.high
                )
                (row.delta, row.p) = (figures.comparison?.difference.value, figures.comparison?.p)
                row.holmP = figures.holmP
                return row
            }
        }
    }

    /// The arms by the first metric, then what the data support.
    var lines: [String] {
        let width = (outcome.result.arms.map(\.name.count).max() ?? 0) + 2
        let arms = outcome.result.arms.map { arm in
            let name = arm.name.padding(toLength: width, withPad: " ", startingAt: 0)
            if let problem = arm.problem { return "  \(name)failed: \(problem)" }
            guard let row = arm.rows.first, let value = MetricsLines.text(row.estimate) else { return "  \(name)–" }
            var text = "  \(name)\(row.metric.rawValue) \(value)"
            if let delta = row.comparison?.difference.value { text += String(format: "  %+.3f", delta) }
            if let p = row.holmP { text += String(format: "  p (Holm) %.3f", p) }
            return text + (arm.sameAs.map { "  as \($0)" } ?? "")
        }
        return ["run \(outcome.folder.root.string): \(arms.count) arms (95 % intervals; difference from the baseline)"]
            + arms + outcome.words
    }
}
