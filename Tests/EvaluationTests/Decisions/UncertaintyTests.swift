import Testing

@testable import Evaluation

@Suite struct UncertaintyTests {
    @Test func runsFromCertaintyToEvenOdds() {
        #expect(Uncertainty.normalisedEntropy([1, 0]) == 0)
        #expect(Uncertainty.normalisedEntropy([0.25, 0.25, 0.25, 0.25]) == 1)
        // scipy.stats.entropy([0.9, 0.1], base=2)
        #expect(abs(Uncertainty.normalisedEntropy([0.9, 0.1]) - 0.4689955935892812) <= 1e-15)
    }

    @Test func membersThatAgreeDoNotDisagreeWhateverTheySay() {
        #expect(Uncertainty.disagreement([[0.5, 0.5], [0.5, 0.5]]) == 0)
        #expect(Uncertainty.disagreement([[1, 0], [0, 1]]) == 1)
        // scipy.stats.entropy with base=2: of [0.7, 0.3], minus the mean of those of the members
        #expect(abs(Uncertainty.disagreement([[0.9, 0.1], [0.5, 0.5]]) - 0.1467931024360521) <= 1e-14)
    }
}
