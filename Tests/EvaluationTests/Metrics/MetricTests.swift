import Testing

@testable import Evaluation

@Suite struct MetricTests {
    @Test(arguments: try MetricFixture.load().cases)
    func agreesWithScikitLearn(fixture: MetricFixture.Case) throws {
        let samples = try fixture.samples
        for metric in Metric.allCases where metric != .weightedKappa {
            let expected = try #require(fixture.metrics[metric.rawValue])
            let value = try #require(metric.value(of: samples))
            #expect(abs(value - expected) <= 1e-9, "\(metric)")
        }
    }

    @Test(arguments: try MetricFixture.load().cases)
    func agreesWithScikitLearnClassByClass(fixture: MetricFixture.Case) throws {
        let samples = try fixture.samples
        let confusion = ConfusionMatrix(samples)
        for column in 0..<fixture.classes {
            for metric in Metric.perClass {
                let expected = try #require(fixture.perClass[column][metric.rawValue])
                let value = try #require(metric.value(ofClass: column, in: samples, confusion: confusion))
                #expect(abs(value - expected) <= 1e-9, "\(metric) of class \(column)")
            }
        }
    }

    @Test func isNilWhereItIsUndefined() throws {
        let onlyNegatives = try ScoredSamples(probabilities: [0.9, 0.1, 0.4, 0.6], labels: [0, 0], classCount: 2)
        #expect(Metric.auroc.value(of: onlyNegatives) == nil)
        #expect(Metric.auprc.value(of: onlyNegatives) == nil)
        #expect(Metric.sensitivity.value(of: onlyNegatives) == nil)
        #expect(Metric.specificity.value(of: onlyNegatives) == 0.5)
        let nothing = try ScoredSamples(probabilities: [], labels: [], classCount: 2)
        for metric in Metric.allCases { #expect(metric.value(of: nothing) == nil, "\(metric)") }
    }

    @Test func leavesAbsentClassesOutOfTheMean() throws {
        let samples = try ScoredSamples(
            probabilities: [0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.6, 0.3, 0.1], labels: [0, 1, 1], classCount: 3)
        #expect(Metric.sensitivity.value(of: samples) == 0.75)
        #expect(Metric.auroc.value(of: samples) == 1)
    }
}
