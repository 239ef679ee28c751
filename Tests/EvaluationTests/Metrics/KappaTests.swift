import Tensors
import Testing

@testable import Evaluation

@Suite struct KappaTests {
    @Test func agreesWithScikitLearn() throws {
        let fixture = try StatisticsFixture.load().agreement
        let matrix = ConfusionMatrix(labels: fixture.labels, predictions: fixture.predictions, classCount: 4)
        let kappas = try KappaWeights.allCases.map { try #require(matrix.kappa(weights: $0)) }
        #expect(agree(kappas, fixture.kappa))
    }

    /// Of classes in no order a distance means nothing.
    @Test func gradesAreJudgedByHowFarADecisionIsOff() throws {
        let fixture = try StatisticsFixture.load().agreement
        let rows = fixture.predictions.flatMap { prediction in (0..<4).map { $0 == prediction ? 1.0 : 0 } }
        var samples = try ScoredSamples(probabilities: rows, labels: fixture.labels, classCount: 4)
        var generator = RandomGenerator(seed: 1)
        let classes = ["0", "1", "2", "3"]
        let bootstrap = Bootstrap(resamples: 10)
        #expect(Metric.weightedKappa.value(of: samples) == nil)
        let plain = MetricsSummary(of: samples, classes: classes, bootstrap: bootstrap, using: &generator)
        #expect(plain.metrics[.weightedKappa] == nil && plain.metrics[.kappa] != nil)
        samples.isOrdered = true
        let all = Array(samples.labels.indices)
        let copies = try [
            samples, samples.selecting(all), samples.deciding(samples.predictions),
            samples.replacing(probabilities: rows),
        ]
        for copy in copies {
            #expect(agree([try #require(Metric.weightedKappa.value(of: copy))], [fixture.kappa[2]]))
        }
        let grades = MetricsSummary(of: samples, classes: classes, bootstrap: bootstrap, using: &generator)
        #expect(grades.metrics[.weightedKappa]?.value != nil)
    }

    @Test func isUndefinedWhereChanceAgreesFully() {
        #expect(ConfusionMatrix(labels: [1, 1], predictions: [1, 1], classCount: 2).kappa() == nil)
        #expect(ConfusionMatrix(labels: [], predictions: [], classCount: 2).kappa() == nil)
        #expect(ConfusionMatrix(labels: [0, 1], predictions: [0, 0], classCount: 2).kappa() == 0)
    }
}
