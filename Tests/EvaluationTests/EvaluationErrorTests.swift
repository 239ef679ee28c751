import Testing

@testable import Evaluation

@Suite struct EvaluationErrorTests {
    @Test(arguments: [
        (EvaluationError.tooFewClasses(1), "scores need at least two classes to be judged, there is 1"),
        (.countMismatch(list: "patients", found: 2, expected: 3), "patients has 2 entries where 3 are expected"),
        (
            .labelOutOfRange(sample: 4, label: 3, classCount: 3),
            "sample 4 has label 3, but the classes are numbered 0 to 2"
        ),
        (
            .positiveClassOutOfRange(2, classCount: 2),
            "the positive class is number 2, but the classes are numbered 0 to 1"
        ),
        (
            .badProbability(sample: 1, class: 0, value: -0.5),
            "sample 1 has the probability -0.5 for class 0, which is not between 0 and 1"
        ),
    ])
    func saysWhatIsWrong(error: EvaluationError, sentence: String) {
        #expect(String(describing: error) == sentence)
        #expect(error.localizedDescription == sentence)
    }
}
