import Tensors
import Testing

@testable import Evaluation

@Suite struct ArmComparisonTests {
    private func scores(_ probabilities: [Double], seeds: Int = 1, patients: [String]? = nil) throws -> ArmScores {
        let labels = probabilities.indices.map { $0 % 2 }
        let scored = try ScoredSamples(
            probabilities: probabilities.flatMap { [1 - $0, $0] }, labels: labels, classCount: 2, patients: patients)
        let halves = [Array(0..<labels.count / 2), Array(labels.count / 2..<labels.count)]
        return ArmScores(
            replicates: Array(repeating: scored, count: seeds),
            folds: halves.map { Array(repeating: scored.selecting($0), count: seeds) },
            trainingSamples: labels.count / 2)
    }

    /// Most positives above most negatives.
    private let good: [Double] = (0..<40).map { place in
        let step = Double(place) / 200
        if place % 2 == 1 { return 0.6 + step }
        return place % 10 == 0 ? 0.75 - step : 0.45 - step
    }
    private let poor: [Double] = (0..<40).map { 0.3 + Double($0 * 7 % 20) / 50 }

    @Test func areasAreComparedByDeLongAndAccuracyByMcNemar() throws {
        var generator = RandomGenerator(seed: 1)
        let (one, other) = (try scores(good), try scores(poor))
        let area = ArmComparison(of: .auroc, arm: one, baseline: other, using: &generator)
        let exact = try DeLong.comparison(
            BinaryScores(one.replicates[0], class: 1), BinaryScores(other.replicates[0], class: 1))
        #expect(area.test == .deLong && area.p == exact.p && area.difference.value == exact.difference)
        let accuracy = ArmComparison(of: .accuracy, arm: one, baseline: other, using: &generator)
        #expect(accuracy.test == .mcNemar)
        #expect(accuracy.p == (try McNemar(one.replicates[0], other.replicates[0]).exactP))
        let f1 = ArmComparison(of: .f1, arm: one, baseline: other, using: &generator)
        #expect(f1.test == .bootstrap && f1.p != nil)
    }

    @Test func severalSeedsAndScansOfOnePatientAreResampled() throws {
        var generator = RandomGenerator(seed: 1)
        let seeds = ArmComparison(
            of: .auroc, arm: try scores(good, seeds: 2), baseline: try scores(poor, seeds: 2), using: &generator)
        #expect(seeds.test == .bootstrap)
        let patients = (0..<40).map { "p\($0 / 2)" }
        let clustered = ArmComparison(
            of: .accuracy, arm: try scores(good, patients: patients), baseline: try scores(poor, patients: patients),
            using: &generator)
        #expect(clustered.test == .bootstrap)
    }

    @Test func seedsAreNoFoldsOfTheirOwn() throws {
        var generator = RandomGenerator(seed: 1)
        let p = try [1, 10].map { seeds in
            try #require(
                ArmComparison(
                    of: .auroc, arm: try scores(good, seeds: seeds), baseline: try scores(poor, seeds: seeds),
                    using: &generator
                ).foldP)
        }
        #expect(abs(p[0] - p[1]) < 1e-9)
    }

    @Test func certainDifferencesSurviveACorrectionOverManyArms() throws {
        var generator = RandomGenerator(seed: 1)
        let right = (0..<40).map { place -> Double in
            let low = 0.3 + Double(place) / 1000
            return place % 2 == 0 ? low : low + 0.4
        }
        let (arm, baseline) = (try scores(right, seeds: 2), try scores(right.map { 1 - $0 }, seeds: 2))
        let one = ArmComparison(of: .auroc, arm: arm, baseline: baseline, among: 100, using: &generator)
        #expect(100 * (try #require(one.p)) < 0.05)
    }

    @Test func equalScoresHaveNoTest() throws {
        var generator = RandomGenerator(seed: 1)
        let same = ArmComparison(of: .auroc, arm: try scores(good), baseline: try scores(good), using: &generator)
        #expect(same.difference.value == 0)
        #expect(same.p == nil && same.foldP == nil)
    }

    @Test func otherLabelsHaveADifferenceAndNoTest() throws {
        let control = ArmComparison.unpaired(of: .auroc, arm: try scores(poor), baseline: try scores(good))
        #expect((control.difference.value ?? 0) < 0)
        #expect(control.p == nil && control.test == nil)
    }
}
