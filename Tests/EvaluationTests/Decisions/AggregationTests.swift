import Testing

@testable import Evaluation

@Suite struct AggregationTests {
    private func samples(labels: [Int] = [1, 1, 1, 0]) throws -> ScoredSamples {
        try ScoredSamples(
            probabilities: [0.75, 0.25, 0.75, 0.25, 0, 1, 1, 0], labels: labels, classCount: 2,
            patients: ["b", "b", "b", "a"])
    }

    @Test func makesOneSampleAPatient() throws {
        let mean = try samples().aggregated(by: .mean)
        #expect(mean.probabilities == [0.5, 0.5, 1, 0] && mean.labels == [1, 0] && mean.patients == ["b", "a"])
        let greatest = try samples().aggregated(by: .max)
        #expect(greatest.probabilities == [0, 1, 1, 0])
        let majority = try samples().aggregated(by: .majority)
        #expect(agree(majority.probabilities, [2.0 / 3, 1.0 / 3, 1, 0]) && majority.predictions == [0, 0])
    }

    @Test func breaksATieOfVotesByTheMeanProbability() throws {
        let samples = try ScoredSamples(
            probabilities: [0.6, 0.4, 0.1, 0.9], labels: [1, 1], classCount: 2, patients: ["a", "a"])
        #expect(try samples.aggregated(by: .majority).predictions == [1])
    }

    @Test func normalisesTheGreatestOfSeveralClasses() throws {
        let samples = try ScoredSamples(
            probabilities: [0.5, 0.5, 0, 0, 0.5, 0.5], labels: [1, 1], classCount: 3, patients: ["a", "a"])
        #expect(agree(try samples.aggregated(by: .max).probabilities, [1.0 / 3, 1.0 / 3, 1.0 / 3]))
    }

    @Test func refusesPatientsWithTwoLabelsAndScansOfTwoPatients() throws {
        #expect(
            throws: EvaluationError.mixedGroup(
                group: "patient b", attribute: "label", first: "class 1", second: "class 0")
        ) { try samples(labels: [1, 0, 1, 0]).aggregated(by: .mean) }
        #expect(throws: EvaluationError.mixedGroup(group: "scan s", attribute: "patient", first: "b", second: "a")) {
            try samples(labels: [1, 1, 1, 1]).aggregated(by: .mean, over: ["r", "r", "s", "s"], named: "scan")
        }
        #expect(throws: EvaluationError.self) { try samples().aggregated(by: .mean, over: ["r"]) }
    }
}
