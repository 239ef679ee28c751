import Foundation
import Tensors
import Testing

@testable import Evaluation

@Suite struct MetricsReportTests {
    private func summary(_ samples: ScoredSamples, classes: [String]) -> MetricsSummary {
        var generator = RandomGenerator(seed: 9)
        return MetricsSummary(of: samples, classes: classes, bootstrap: Bootstrap(resamples: 30), using: &generator)
    }

    private func encoded(_ report: MetricsReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    @Test func encodesEveryMetricWithItsInterval() throws {
        let fixture = try #require(try MetricFixture.load().cases.first)
        let summary = summary(try fixture.samples, classes: ["absent", "present"])
        let report = MetricsReport(folds: [summary], pooled: summary)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(try encoded(report).utf8)) as? [String: Any])
        #expect((json["folds"] as? [Any])?.count == 1)
        let pooled = try #require(json["pooled"] as? [String: Any])
        let metrics = [
            "accuracy", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv", "f1", "mcc", "kappa", "auroc",
            "auprc", "brier", "ece", "ece_equal_mass", "log_loss", "calibration_slope", "calibration_intercept",
        ]
        #expect(Set(pooled.keys) == Set(metrics + ["samples", "patients"]))
        for name in metrics {
            let estimate = try #require(pooled[name] as? [String: Double], "\(name)")
            let (value, low, high) = (estimate["value"] ?? .nan, estimate["low"] ?? .nan, estimate["high"] ?? .nan)
            #expect(low <= high && abs(value - (fixture.metrics[name] ?? .nan)) <= 1e-9, "\(name)")
        }
    }

    @Test func encodesUndefinedFiguresAsNull() throws {
        let samples = try ScoredSamples(probabilities: [0.9, 0.1], labels: [0], classCount: 2)
        let summary = summary(samples, classes: ["absent", "present"])
        let json = try encoded(MetricsReport(folds: [], pooled: summary))
        #expect(json.contains(#""auroc":{"high":null,"low":null,"value":null}"#))
    }

    @Test func comesBackFromItsJSON() throws {
        let fixture = try #require(try MetricFixture.load().cases.last)
        let summary = summary(try fixture.samples, classes: ["a", "b", "c", "d"])
        #expect(summary.perClass?.keys.sorted() == ["a", "b", "c", "d"])
        let report = MetricsReport(folds: [summary], pooled: summary)
        #expect(try JSONDecoder().decode(MetricsReport.self, from: Data(try encoded(report).utf8)) == report)
    }
}
