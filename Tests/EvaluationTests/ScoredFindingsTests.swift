import Tensors
import Testing

@testable import Evaluation

/// Findings that do not exclude each other against scikit-learn (`Fixtures/make_findings.py`).
@Suite struct ScoredFindingsTests {
    private let probabilities = [
        [0.805, 0.808, 0.515], [0.286, 0.054, 0.383], [0.408, 0.045, 0.049], [0.999, 0.652, 0.235],
        [0.435, 0.974, 0.898], [0.844, 0.392, 0.493], [0.677, 0.061, 0.556], [0.271, 0.88, 0.064],
    ]
    private let findings = [
        [1, 0, 1], [0, 1, 0], [0, 1, 0], [1, 1, 1], [0, 1, 1], [0, 1, 0], [1, 1, 0], [0, 0, 1],
    ].map { $0.map { $0 == 1 } }

    private static let expected: [(metric: Metric, values: [Double], mean: Double)] = [
        (.auroc, [0.8666666666666667, 0.16666666666666666, 0.5625], 0.5319444444444444),
        (.auprc, [0.8055555555555556, 0.7051587301587301, 0.6845238095238095], 0.7317460317460318),
        (.f1, [0.8571428571428571, 0.4, 0.5714285714285714], 0.6095238095238095),
        (.accuracy, [0.875, 0.25, 0.625], 0.5833333333333334),
    ]

    @Test(arguments: expected)
    func eachFindingAndTheirMean(metric: Metric, values: [Double], mean: Double) throws {
        let scored = try ScoredFindings(probabilities: probabilities, findings: findings)
        for (samples, value) in zip(scored.all, values) {
            #expect(abs(try #require(metric.value(of: samples)) - value) < 1e-12)
        }
        #expect(abs(try #require(scored.macro(metric)) - mean) < 1e-12)
        var generator = RandomGenerator(seed: 1)
        let summary = MetricsSummary(
            ofFindings: [scored, scored], findings: ["a", "b", "c"], bootstrap: Bootstrap(resamples: 50),
            using: &generator)
        #expect(abs(try #require(summary.metrics[metric]?.value) - mean) < 1e-12)
        #expect(abs(try #require(summary.perClass?["b"]?[metric]?.value) - values[1]) < 1e-12)
        #expect(summary.samples == 8)
    }

    @Test func listsThatDoNotFitAreRefused() {
        #expect(throws: EvaluationError.self) { try ScoredFindings(probabilities: [[0.5]], findings: []) }
        #expect(throws: EvaluationError.self) { try ScoredFindings(probabilities: [[0.5]], findings: [[true, false]]) }
        #expect(throws: EvaluationError.self) { try ScoredFindings(probabilities: [[1.5]], findings: [[true]]) }
    }
}
