import Testing

@testable import Evaluation

@Suite struct ProportionTests {
    @Test func agreesWithStatsmodels() throws {
        for row in try StatisticsFixture.load().proportions {
            let wilson = try Proportion.wilson(row.k, of: row.n, level: row.level)
            let exact = try Proportion.clopperPearson(row.k, of: row.n, level: row.level)
            #expect(agree([wilson.low, wilson.high], row.wilson), "\(row)")
            #expect(agree([exact.low, exact.high], row.exact), "\(row)")
        }
    }

    @Test(arguments: [(1, 0, 0.95), (-1, 3, 0.95), (4, 3, 0.95), (1, 3, 1), (1, 3, .nan)])
    func refusesWhatIsNoProportion(successes: Int, count: Int, level: Double) {
        #expect(throws: EvaluationError.self) { try Proportion.wilson(successes, of: count, level: level) }
        #expect(throws: EvaluationError.self) { try Proportion.clopperPearson(successes, of: count, level: level) }
    }
}
