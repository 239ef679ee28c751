import Tensors
import Testing

@testable import Evaluation

@Suite struct BootstrapTests {
    /// `count` samples of both classes, about three quarters of them classified rightly.
    private func samples(count: Int, patients: [String]? = nil) throws -> ScoredSamples {
        let labels = (0..<count).map { $0 % 2 }
        let scores = labels.enumerated().map { $0.offset % 4 == 3 ? 0.3 : $0.element == 1 ? 0.8 : 0.2 }
        return try ScoredSamples(
            probabilities: scores.flatMap { [1 - $0, $0] }, labels: labels, classCount: 2, patients: patients)
    }

    @Test func isTheSameForTheSameSeed() throws {
        let samples = try samples(count: 40)
        func draw(seed: UInt64) -> [Interval?] {
            var generator = RandomGenerator(seed: seed)
            return Bootstrap(resamples: 50).intervals(of: samples, using: &generator) {
                [Metric.accuracy.value(of: $0)]
            }
        }
        #expect(draw(seed: 3) == draw(seed: 3))
        #expect(draw(seed: 3) != draw(seed: 4))
    }

    @Test func agreesWithTheNormalIntervalOfAProportion() throws {
        var generator = RandomGenerator(seed: 1)
        let samples = try samples(count: 400)
        let interval = try #require(
            Bootstrap(resamples: 2000).intervals(of: samples, using: &generator) { [Metric.accuracy.value(of: $0)] }[0])
        let halfWidth = 1.96 * (0.75 * 0.25 / 400).squareRoot()
        #expect(abs(interval.low - (0.75 - halfWidth)) < 0.006)
        #expect(abs(interval.high - (0.75 + halfWidth)) < 0.006)
    }

    @Test func drawsPatientsAndNotScans() throws {
        let scans = try samples(count: 400)
        let patients = try samples(count: 400, patients: (0..<400).map { String($0 / 4 % 5) })
        func width(_ samples: ScoredSamples) throws -> Double {
            var generator = RandomGenerator(seed: 2)
            let interval = try #require(
                Bootstrap(resamples: 300).intervals(of: samples, using: &generator) { [Double($0.count)] }[0])
            return interval.high - interval.low
        }
        #expect(try width(scans) == 0)
        #expect(try width(patients) == 0)
        var generator = RandomGenerator(seed: 2)
        _ = Bootstrap(resamples: 20).intervals(of: patients, using: &generator) { drawn in
            let counts = Dictionary(drawn.patients.map { ($0, 1) }, uniquingKeysWith: +)
            #expect(counts.values.allSatisfy { $0 % 80 == 0 })
            return []
        }
    }

    @Test func leavesOutUndefinedResamplesWhereTheyAreFew() throws {
        // With one positive of twenty about 1/e of the resamples have none, with four about one in a hundred.
        func intervals(positives: Int) throws -> [Interval?] {
            var generator = RandomGenerator(seed: 5)
            let labels = (0..<20).map { $0 < positives ? 1 : 0 }
            let samples = try ScoredSamples(
                probabilities: labels.flatMap { $0 == 1 ? [0.2, 0.8] : [0.7, 0.3] }, labels: labels, classCount: 2)
            return Bootstrap(resamples: 200).intervals(of: samples, using: &generator) {
                [Metric.auroc.value(of: $0), nil]
            }
        }
        #expect(try intervals(positives: 4) == [Interval(low: 1, high: 1), nil])
        #expect(try intervals(positives: 1) == [nil, nil])
    }
}
