import Foundation
import Testing

@testable import Training

@Suite struct ScheduleTests {
    /// `Fixtures/schedules.json`, written by `make_schedules.py` with PyTorch.
    private struct Fixture: Decodable {
        var epochs: Int
        var losses: [Double]
        var step: [Double]
        var exponential: [Double]
        var cosine: [Double]
        var cosineWarmUp: [Double]
        var plateau: [Double]

        static func load() throws -> Fixture {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let file = folder.appending(path: "Fixtures/schedules.json")
            return try decoder.decode(Fixture.self, from: Data(contentsOf: file))
        }

        func factors(of schedule: Schedule) -> [Double] {
            (0..<epochs).map { epoch in
                let history = losses.prefix(epoch).enumerated().map {
                    HistoryRow(epoch: $0.offset + 1, learningRate: 1, trainLoss: 0, tuningLoss: $0.element)
                }
                return schedule.factor(epoch: epoch, epochs: epochs, history: history)
            }
        }
    }

    private func expect(_ schedule: Schedule, _ expected: (Fixture) -> [Double]) throws {
        let fixture = try Fixture.load()
        for (epoch, pair) in zip(fixture.factors(of: schedule), expected(fixture)).enumerated() {
            #expect(abs(pair.0 - pair.1) <= 1e-12, "epoch \(epoch)")
        }
    }

    @Test func constantStays() throws {
        try expect(.constant()) { Array(repeating: 1, count: $0.epochs) }
    }

    @Test func stepAgreesWithPyTorch() throws {
        try expect(.step(StepSchedule(every: 7, factor: 0.3)), \.step)
    }

    @Test func exponentialAgreesWithPyTorch() throws {
        try expect(.exponential(ExponentialSchedule(factor: 0.9)), \.exponential)
    }

    @Test func cosineAgreesWithPyTorch() throws {
        try expect(.cosine(CosineSchedule(final: 0.05)), \.cosine)
        try expect(.cosine(CosineSchedule(warmUp: 4)), \.cosineWarmUp)
    }

    @Test(arguments: [
        (Schedule.constant(ConstantSchedule(warmUp: 3)), Schedule.constant()),
        (.step(StepSchedule(every: 2, warmUp: 3)), .step(StepSchedule(every: 2))),
        (.exponential(ExponentialSchedule(warmUp: 3)), .exponential(ExponentialSchedule())),
        (.cosine(CosineSchedule(warmUp: 3)), .cosine(CosineSchedule())),
        (.reduceOnPlateau(PlateauSchedule(patience: 1, warmUp: 3)), .reduceOnPlateau(PlateauSchedule(patience: 1))),
    ])
    func warmsUpAndThenFollowsTheRule(warm: Schedule, rule: Schedule) {
        func history(_ epochs: Int) -> [HistoryRow] {
            (0..<max(epochs, 0)).map { HistoryRow(epoch: $0 + 1, learningRate: 1, trainLoss: 1) }
        }
        #expect((0..<3).map { warm.factor(epoch: $0, epochs: 12, history: history($0)) } == [0.25, 0.5, 0.75])
        for epoch in 3..<12 {
            #expect(
                warm.factor(epoch: epoch, epochs: 12, history: history(epoch))
                    == rule.factor(epoch: epoch - 3, epochs: 9, history: history(epoch - 3)))
        }
    }

    @Test func plateauAgreesWithPyTorch() throws {
        try expect(.reduceOnPlateau(PlateauSchedule(factor: 0.2, patience: 2)), \.plateau)
    }

    @Test(arguments: [
        (#""constant""#, Schedule.constant()),
        (#""cosine""#, .cosine(CosineSchedule())),
        (#"{"constant": {"warmUp": 2}}"#, .constant(ConstantSchedule(warmUp: 2))),
        (#"{"step": {"warmUp": 2}}"#, .step(StepSchedule(warmUp: 2))),
        (#"{"cosine": {"warmUp": 3}}"#, .cosine(CosineSchedule(warmUp: 3))),
        (#"{"step": {"every": 5}}"#, .step(StepSchedule(every: 5, factor: 0.1))),
        (#"{"exponential": {"factor": 0.8}}"#, .exponential(ExponentialSchedule(factor: 0.8))),
        (#"{"reduceOnPlateau": {}}"#, .reduceOnPlateau(PlateauSchedule())),
    ])
    func isSpeltAsAWordOrAMap(text: String, schedule: Schedule) throws {
        #expect(try JSONText.decode(Schedule.self, from: text) == schedule)
        #expect(try JSONText.decode(Schedule.self, from: JSONText.encode(schedule)) == schedule)
    }

    @Test(arguments: [
        (#""linear""#, "linear is not known; choose one of constant, step, exponential, cosine, reduceOnPlateau"),
        (#"{}"#, "expected exactly one of constant, step, exponential, cosine, reduceOnPlateau"),
        (#"{"cosine": {"final": 2}}"#, "cosine.final: final is 2.0 but must be between 0.0 and 1.0"),
        (#"{"step": {"every": 0}}"#, "step.every: every is 0 but must be at least 1"),
        (
            #"{"cosine": {"warmUp": 9223372036854775807}}"#,
            "cosine.warmUp: warmUp is 9223372036854775807 but must be between 0 and 1000000"
        ),
    ])
    func refusesWhatItDoesNotKnow(text: String, problem: String) {
        let error = #expect(throws: JSONText.Mismatch.self) { try JSONText.decode(Schedule.self, from: text) }
        #expect(error?.problem == problem)
    }
}
