import Foundation
import Testing

@testable import Evaluation

@Suite struct DeLongTests {
    @Test func agreesWithItsDefinitionOverAllPairs() throws {
        for fixture in try StatisticsFixture.load().delong {
            let (first, second) = (try fixture.scores(fixture.first), try fixture.scores(fixture.second))
            let (one, other) = (try DeLong(first), try DeLong(second))
            #expect(agree([one.area, other.area], fixture.areas), "\(fixture.name)")
            #expect(agree([one.standardError, other.standardError], fixture.errors), "\(fixture.name)")
            let test = try DeLong.comparison(first, second)
            let half = 1.959963984540054 * fixture.error
            #expect(agree([test.difference, test.p], [fixture.difference, fixture.p]), "\(fixture.name)")
            #expect(agree([test.low, test.high], [fixture.difference - half, fixture.difference + half]))
        }
    }

    @Test func doesNotChangeWithMonotoneTransformsOrTheOrderOfSamples() throws {
        let fixture = try StatisticsFixture.load().delong[3]
        let scores = try fixture.scores(fixture.second)
        let transformed = try fixture.scores(fixture.second.map { exp($0 / 3) })
        let reversed = try BinaryScores(
            scores: scores.scores.reversed(), positives: scores.positives.reversed(),
            patients: scores.patients.reversed())
        let (expected, same, turned) = (try DeLong(scores), try DeLong(transformed), try DeLong(reversed))
        #expect(expected == same)
        #expect(agree([turned.area, turned.standardError], [expected.area, expected.standardError]))
        #expect(throws: EvaluationError.noVariance(figure: "the difference of the AUROCs")) {
            try DeLong.comparison(scores, transformed)
        }
    }

    @Test func saysWhatIsUndefined() throws {
        let oneClass = try BinaryScores(scores: [1, 2, 3], positives: [true, true, true])
        let onePositive = try BinaryScores(scores: [1, 2, 3], positives: [true, false, false])
        let separated = try BinaryScores(scores: [1, 2, 3, 4], positives: [false, false, true, true])
        #expect(throws: EvaluationError.self) { try DeLong(oneClass) }
        #expect(throws: EvaluationError.self) { try DeLong(onePositive) }
        #expect(throws: EvaluationError.self) { try DeLong(separated).interval() }
        #expect(throws: EvaluationError.notPaired(sample: 0)) {
            try DeLong.comparison(separated, BinaryScores(scores: [1, 2, 3, 4], positives: [true, false, true, true]))
        }
    }

    /// A way that compared every pair would not end here.
    @Test func takesManyScores() throws {
        let count = 200_000
        let scores = try BinaryScores(
            scores: (0..<count).map { Double($0 * 7919 % 100_003) }, positives: (0..<count).map { $0.isMultiple(of: 3) }
        )
        #expect(try DeLong(scores).interval().low > 0.49)
    }
}
