import Testing

@testable import Training

@Suite struct UncertaintyTests {
    @Test func runsFromCertaintyToEvenOdds() {
        #expect(Uncertainty.normalisedEntropy([1, 0]) == 0)
        #expect(Uncertainty.normalisedEntropy([0.25, 0.25, 0.25, 0.25]) == 1)
        // scipy.stats.entropy([0.9, 0.1], base=2)
        #expect(abs(Uncertainty.normalisedEntropy([0.9, 0.1]) - 0.4689955935892812) <= 1e-15)
    }
}
