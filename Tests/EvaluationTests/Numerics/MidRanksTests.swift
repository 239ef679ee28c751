import Testing

@testable import Evaluation

@Suite struct MidRanksTests {
    @Test func sharesTheMeanRankAmongEqualNumbers() {
        #expect(MidRanks.of([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
        #expect(MidRanks.of([]) == [])
    }
}
