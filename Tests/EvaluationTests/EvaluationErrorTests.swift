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
        (
            .notFinite(list: "scores", index: 2, value: .infinity),
            "scores holds inf at position 2, which is not a finite number"
        ),
        (
            .badSetting(name: "the level of an interval", value: 1, expected: "between 0 and 1"),
            "the level of an interval is 1.0, but must be between 0 and 1"
        ),
        (
            .classMissing(figure: "vector scaling", class: 2),
            "vector scaling needs samples of every class, but there is none of class 2"
        ),
        (
            .oneClassOnly(figure: "a ROC curve", positives: 3, negatives: 0),
            "a ROC curve needs both classes, but there are 3 positive and 0 negative samples"
        ),
        (
            .twoClassesOnly(figure: "Platt scaling", classCount: 3),
            "Platt scaling is defined for two classes, but there are 3"
        ),
        (
            .tooFewValues(figure: "the corrected resampled t-test", found: 1, needed: 2),
            "the corrected resampled t-test needs at least 2 values, but there is 1"
        ),
        (.constantScores(figure: "the temperature"), "the temperature cannot be fitted: all scores are equal"),
        (
            .noFiniteFit(figure: "the temperature"),
            "the temperature cannot be fitted: no finite value is best, because the scores separate the classes without "
                + "an error or do not agree with the truth at all; use more samples or another method"
        ),
        (
            .noVariance(figure: "an AUROC of 1.0"),
            "an AUROC of 1.0 has no variance here, so that no test or interval exists"
        ),
        (
            .unreachable(wish: "a risk of 0.1", best: "0.5"),
            "no threshold reaches a risk of 0.1; the best that can be had is 0.5"
        ),
        (
            .notPaired(sample: 3),
            "the two lists of scores do not belong to the same samples: sample 3 differs in label or patient"
        ),
        (
            .mixedGroup(group: "patient b", attribute: "label", first: "class 1", second: "class 0"),
            "the samples of patient b disagree on the label: class 1 and class 0"
        ),
        (
            .sharedPatient("p", first: "A", second: "B"),
            "patient p has samples in A and in B, so that these are not independent"
        ),
    ])
    func saysWhatIsWrong(error: EvaluationError, sentence: String) {
        #expect(String(describing: error) == sentence)
        #expect(error.localizedDescription == sentence)
    }
}
