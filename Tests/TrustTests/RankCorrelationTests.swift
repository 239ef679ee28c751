import Testing

@testable import Trust

/// Against `scipy.stats.spearmanr`.
@Suite struct RankCorrelationTests {
    @Test func equalValuesShareTheirRank() {
        #expect(RankCorrelation.ranks(of: [3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
    }

    @Test func correlation() {
        // spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]).statistic and others
        #expect(abs(RankCorrelation.of([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) - 0.8207826816681233) < 1e-12)
        #expect(abs(RankCorrelation.of([1, 2, 3, 4], [4, 3, 2, 1]) + 1) < 1e-12)
        #expect(abs(RankCorrelation.of([0, 0, 1, 2], [1, 3, 2, 2]) - 0.0) < 1e-12)
        #expect(RankCorrelation.of([1, 1, 1], [1, 2, 3]) == 0)
    }
}
