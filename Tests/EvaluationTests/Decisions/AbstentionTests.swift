import Foundation
import Testing

@testable import Evaluation

@Suite struct AbstentionTests {
    /// Probabilities of the second class, and whether the most probable class is right.
    private func samples() throws -> ScoredSamples {
        let positive = [0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.45, 0.3, 0.2, 0.05]
        return try ScoredSamples(
            probabilities: positive.flatMap { [1 - $0, $0] }, labels: [1, 1, 1, 1, 0, 1, 1, 0, 0, 0], classCount: 2)
    }

    @Test func answersTheMostCertainShare() throws {
        let abstention = try Abstention(.coverage(0.55), fitting: samples())
        // 0.99, 0.95 and 0.05, 0.9, 0.8 and 0.2: six of ten.
        #expect(abstention.coverage == 0.6)
        #expect(abstention.risk == 0)
        #expect(!abstention.abstains(from: [0.2, 0.8]))
        #expect(abstention.abstains(from: [0.3, 0.7]))
    }

    @Test func keepsARiskOrTheLimitItself() throws {
        let kept = try Abstention(.risk(0.13), fitting: samples())
        // The wrong answer at 0.7 is one of nine; the one at 0.45 would be the second of ten.
        #expect(kept.coverage == 0.9 && kept.risk == 1.0 / 9)
        let stated = try Abstention(.uncertainty(0.5), fitting: samples())
        #expect(stated.limit == 0.5 && stated.coverage == 0.4)
        #expect(throws: EvaluationError.self) { try Abstention(.coverage(0), fitting: samples()) }
    }

    @Test func ensemblesTakeTheMean() throws {
        let members = try [0.2, 0.6].map { try Abstention(.uncertainty($0), fitting: samples()) }
        let ensemble = try #require(Abstention(meanOf: members))
        #expect(ensemble.limit == 0.4 && ensemble.coverage == nil && ensemble.risk == nil)
        let copy = try JSONDecoder().decode(Abstention.self, from: JSONEncoder().encode(ensemble))
        #expect(copy == ensemble)
        #expect(try Abstention(meanOf: [members[0]]) == Abstention(.uncertainty(0.2), fitting: samples()))
        #expect(Abstention(meanOf: []) == nil)
    }

    @Test func isWrittenAsItIsSpelled() throws {
        let rule = try JSONDecoder().decode(AbstentionRule.self, from: Data(#"{"coverage": 0.9}"#.utf8))
        #expect(rule == .coverage(0.9))
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(AbstentionRule.self, from: Data(#"{"coverage": 1.5}"#.utf8))
        }
    }
}
