import Networks
import Tensors
import Testing

@testable import Training

@Suite(.serialized) struct PredictorTests {
    private func sequences(_ count: Int) -> [Tensor] {
        (0..<count).map { number in
            var generator = RandomGenerator(seed: 5, stream: [UInt64(number)])
            return Tensor(shape: [2, 4, 4, 1], elements: (0..<32).map { _ in Float(generator.normal()) })
        }
    }

    @Test func aScansResultDoesNotDependOnItsNeighbours() throws {
        let model = try ModelExamples.model()
        let sequences = sequences(7)
        let predictor = try Predictor(model, batch: 4, threads: 2)
        let together = try predictor.logits(for: sequences)
        #expect(together.count == 7)
        #expect(try predictor.logits(for: sequences.reversed()) == together.reversed())
        for (place, sequence) in sequences.enumerated() {
            #expect(try predictor.logits(for: [sequence]) == [together[place]])
        }
    }

    @Test func theBatchDoesNotChangeAResult() throws {
        let model = try ModelExamples.model()
        let sequences = sequences(5)
        let one = try Predictor(model, batch: 1, threads: 1).probabilities(for: sequences)
        let many = try Predictor(model, batch: 8, threads: 2).probabilities(for: sequences)
        for (left, right) in zip(one.joined(), many.joined()) { #expect(abs(left - right) <= 1e-6) }
    }

    @Test func scoresNothing() throws {
        #expect(try Predictor(ModelExamples.model(), batch: 2, threads: 1).logits(for: []).isEmpty)
    }

    @Test func refusesAnotherShape() throws {
        let predictor = try Predictor(ModelExamples.model(), batch: 2, threads: 1)
        #expect(throws: PlanError.self) { try predictor.logits(for: [Tensor(shape: [1, 4, 5, 1])]) }
    }
}
