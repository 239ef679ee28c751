import Tensors
import Testing

@testable import Evaluation

@Suite struct SubgroupsTests {
    @Test func interactionAgreesWithCochransQ() throws {
        let fixture = try StatisticsFixture.load().interaction
        let groups = try fixture.groups.enumerated().map { number, group in
            let scores = try BinaryScores(
                scores: group.scores, positives: group.labels.map { $0 == 1 },
                patients: group.scores.indices.map { "\(number)-\($0)" })
            return ("group \(number)", scores)
        }
        let test = try InteractionTest(of: groups)
        #expect(agree([test.statistic, test.p], [fixture.q, fixture.p]) && test.degrees == 2)
        #expect(throws: EvaluationError.sharedPatient("0-0", first: "x", second: "y")) {
            try InteractionTest(of: [("x", groups[0].1), ("y", groups[0].1)])
        }
        #expect(throws: EvaluationError.self) { try InteractionTest(of: [("x", groups[0].1)]) }
    }

    private func samples(_ indices: Range<Int>) throws -> ScoredSamples {
        let labels = indices.map { $0 % 2 }
        return try ScoredSamples(
            probabilities: labels.enumerated().flatMap { offset, label in
                let p = offset % 5 < 3 ? 0.3 + 0.4 * Double(label) : 0.65 - 0.3 * Double(label)
                return [1 - p, p]
            }, labels: labels, classCount: 2)
    }

    @Test func judgesEachSubgroup() throws {
        var generator = RandomGenerator(seed: 1)
        let samples = try samples(0..<60)
        let names = (0..<60).map { $0 < 20 ? "B" : $0 < 50 ? "A" : nil }
        let subgroups = try Subgroups(
            of: samples, by: names, classes: ["no", "yes"], bootstrap: Bootstrap(resamples: 20), using: &generator)
        #expect(subgroups.groups.map(\.name) == ["A", "B"] && subgroups.unnamed == 10)
        #expect(subgroups.groups.map(\.figures.samples) == [30, 20])
        #expect(subgroups.interaction != nil && subgroups.interactionMissing == nil)
    }

    @Test func saysWhyThereIsNoTest() throws {
        var generator = RandomGenerator(seed: 1)
        let subgroups = try Subgroups(
            of: samples(0..<10), by: [String?](repeating: "all", count: 10), classes: ["no", "yes"],
            bootstrap: Bootstrap(resamples: 5), using: &generator)
        #expect(subgroups.interaction == nil)
        #expect(
            subgroups.interactionMissing
                == "the test of interaction, in subgroups, needs at least 2 values, but there is 1")
        #expect(throws: EvaluationError.self) {
            try Subgroups(of: samples(0..<10), by: [], classes: ["no", "yes"], using: &generator)
        }
    }
}
