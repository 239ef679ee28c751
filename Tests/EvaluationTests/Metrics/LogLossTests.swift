import Testing

@testable import Evaluation

@Suite struct LogLossTests {
    @Test func staysFiniteForACertainMistake() throws {
        let samples = try ScoredSamples(probabilities: [0, 1], labels: [0], classCount: 2)
        let loss = try #require(LogLoss.value(of: samples))
        #expect(abs(loss - 36.04365338911715) <= 1e-9)
    }
}
