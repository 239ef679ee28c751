import Testing

@testable import Evaluation

@Suite struct ScoredSamplesTests {
    @Test func predictsTheFirstOfEquallyProbableClasses() throws {
        let samples = try ScoredSamples(probabilities: [0.5, 0.5, 0.2, 0.8], labels: [0, 1], classCount: 2)
        #expect(samples.predictions == [0, 1])
        #expect(samples.positiveClass == 1)
        #expect(samples.scores(of: 0) == [0.5, 0.2])
    }

    @Test(arguments: [
        (EvaluationError.tooFewClasses(1), [1.0], [0], 1, nil as Int?, nil as [String]?),
        (.countMismatch(list: "probabilities", found: 3, expected: 2), [0.5, 0.5, 0.1], [0], 2, nil, nil),
        (.countMismatch(list: "patients", found: 0, expected: 1), [0.5, 0.5], [0], 2, nil, []),
        (.labelOutOfRange(sample: 0, label: 2, classCount: 2), [0.5, 0.5], [2], 2, nil, nil),
        (.positiveClassOutOfRange(-1, classCount: 2), [0.5, 0.5], [0], 2, -1, nil),
        (.badProbability(sample: 0, class: 1, value: 1.5), [0.5, 1.5], [0], 2, nil, nil),
    ])
    func refusesListsThatDoNotFit(
        error: EvaluationError, probabilities: [Double], labels: [Int], classCount: Int, positive: Int?,
        patients: [String]?
    ) {
        #expect(throws: error) {
            try ScoredSamples(
                probabilities: probabilities, labels: labels, classCount: classCount, positiveClass: positive,
                patients: patients)
        }
    }

    @Test func refusesWhatIsNotANumber() {
        #expect(throws: EvaluationError.self) {
            try ScoredSamples(probabilities: [.nan, 0.5], labels: [0], classCount: 2)
        }
    }
}
