import Testing

@testable import Evaluation

@Suite struct BiasCorrectionTests {
    @Test func agreesWithScipy() throws {
        for row in try StatisticsFixture.load().bca {
            let interval = try #require(
                BiasCorrection.interval(
                    of: row.replicates, estimate: row.estimate, jackknife: row.jackknife, level: 0.95))
            #expect(agree([interval.low, interval.high], [row.low, row.high]))
        }
    }

    @Test func ofAFigureThatNeverVariesIsThatFigure() {
        #expect(
            BiasCorrection.interval(of: [1, 1, 1], estimate: 1, jackknife: [1, 1], level: 0.95)
                == Interval(low: 1, high: 1))
    }

    @Test func isNilWhereTheEstimateLiesOutside() {
        #expect(BiasCorrection.interval(of: [1, 2], estimate: 3, jackknife: [1, 2], level: 0.95) == nil)
        #expect(BiasCorrection.interval(of: [], estimate: 3, jackknife: [1, 2], level: 0.95) == nil)
    }
}
