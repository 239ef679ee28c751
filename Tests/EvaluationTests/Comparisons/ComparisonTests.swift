import Tensors
import Testing

@testable import Evaluation

@Suite struct ComparisonTests {
    @Test func mcNemarAgreesWithStatsmodels() throws {
        for row in try StatisticsFixture.load().mcnemar {
            let test = try McNemar(onlyFirst: row.b, onlySecond: row.c)
            #expect(agree([test.exactP], [row.exact]), "\(row)")
            #expect(agree([test.statistic].compactMap(\.self), [row.statistic].compactMap(\.self)), "\(row)")
            #expect(agree([test.correctedP].compactMap(\.self), [row.p].compactMap(\.self)), "\(row)")
        }
        #expect(throws: EvaluationError.self) { try McNemar(onlyFirst: -1, onlySecond: 0) }
    }

    @Test func mcNemarCountsWhereOneModelIsRight() throws {
        let first = try ScoredSamples(probabilities: [0.9, 0.1, 0.9, 0.1, 0.2, 0.8], labels: [0, 1, 1], classCount: 2)
        let second = try first.deciding([1, 1, 1])
        let test = try McNemar(first, second)
        #expect(test.onlyFirst == 1 && test.onlySecond == 1)
        #expect(throws: EvaluationError.notPaired(sample: 2)) {
            try McNemar(first, first.selecting([0, 1, 0]))
        }
    }

    @Test func correctedTTestAgreesWithScipy() throws {
        for row in try StatisticsFixture.load().tTests {
            let test = try CorrectedTTest(differences: row.differences, training: row.training, test: row.test)
            #expect(agree([test.statistic, test.comparison.p], [row.t, row.p]))
            #expect(agree([test.comparison.low, test.comparison.high], [row.low, row.high]))
        }
        #expect(throws: EvaluationError.noVariance(figure: "the difference over the folds")) {
            try CorrectedTTest(differences: [0.1, 0.1, 0.1], training: 2, test: 1)
        }
        #expect(throws: EvaluationError.self) { try CorrectedTTest(differences: [0.1], training: 2, test: 1) }
    }

    @Test func holmAgreesWithStatsmodels() throws {
        let fixture = try StatisticsFixture.load().holm
        #expect(agree(try Holm.adjusted(fixture.p), fixture.adjusted))
        #expect(try Holm.adjusted([]) == [])
        #expect(throws: EvaluationError.self) { try Holm.adjusted([0.1, .nan]) }
    }

    @Test func pairedBootstrapFindsADifferenceOnlyWhereThereIsOne() throws {
        let labels = (0..<200).map { $0 % 2 }
        let good = try ScoredSamples(
            probabilities: labels.enumerated().flatMap { offset, label in
                let p = offset % 10 < 9 ? Double(label) * 0.6 + 0.2 : 0.8 - Double(label) * 0.6
                return [1 - p, p]
            }, labels: labels, classCount: 2)
        let poor = try good.deciding(labels.enumerated().map { $0.offset % 10 < 6 ? $0.element : 1 - $0.element })
        for method in Bootstrap.Method.allCases {
            var generator = RandomGenerator(seed: 8)
            let bootstrap = Bootstrap(resamples: 200, method: method)
            let statistic = { (samples: ScoredSamples) in Metric.accuracy.value(of: samples) }
            let difference = try bootstrap.comparison(
                of: "the accuracy", good, poor, using: &generator, statistic: statistic)
            #expect(difference.difference > 0.2 && difference.low > 0.1 && difference.p < 0.02, "\(method)")
            let none = try bootstrap.comparison(of: "the accuracy", good, good, using: &generator, statistic: statistic)
            #expect(none == Comparison(difference: 0, interval: Interval(low: 0, high: 0), p: 1))
        }
    }
}
