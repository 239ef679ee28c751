import Evaluation
import Foundation

/// Metrics for people, one a line with its 95 % interval.
enum MetricsLines {
    static func lines(_ summary: MetricsSummary) -> [String] {
        Metric.allCases.compactMap { metric in
            guard let estimate = summary.metrics[metric], let text = text(estimate) else { return nil }
            return "  \(metric.rawValue.padding(toLength: 22, withPad: " ", startingAt: 0))\(text)"
        }
    }

    /// The figures of single frames; nothing where these have no labels.
    static func lines(ofFrames summary: MetricsSummary?) -> [String] {
        guard let summary else { return [] }
        return ["each of \(summary.samples) frames by itself (the intervals resample patients):"] + lines(summary)
    }

    /// What abstaining was worth; nothing where it was not asked for.
    static func lines(_ abstention: AbstentionFigures?) -> [String] {
        guard let abstention, let coverage = text(abstention.coverage) else { return [] }
        let accuracy = abstention.answered?.metrics[.accuracy].flatMap(text)
        return ["answered \(coverage), accuracy of the answers \(accuracy ?? "undefined")"]
    }

    /// As in `0.871  [0.790, 0.934]`; nil where the figure is undefined.
    static func text(_ estimate: Estimate) -> String? {
        guard let value = estimate.value else { return nil }
        guard let low = estimate.low, let high = estimate.high else { return figure(value) }
        return "\(figure(value))  [\(figure(low)), \(figure(high))]"
    }

    private static func figure(_ value: Double) -> String { String(format: "%.3f", value) }
}
