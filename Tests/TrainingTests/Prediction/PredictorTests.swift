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
        let one = try Predictor(model, batch: 1, threads: 1).logits(for: sequences).map(Softmax.probabilities)
        let many = try Predictor(model, batch: 8, threads: 2).logits(for: sequences).map(Softmax.probabilities)
        for (left, right) in zip(one.joined(), many.joined()) { #expect(abs(left - right) <= 1e-6) }
    }

    /// Padding changes nothing: a sequence of one frame has the logits that a network for one frame gives it.
    @Test func aShortSequenceIsPaddedWithoutATrace() throws {
        let architecture = try ModelExamples.architecture()
        let weights = try Weights.initial(for: architecture, input: ModelExamples.input, seed: 4)
        var single = ModelExamples.input
        single.frames = 1
        let padded = try Predictor(architecture: architecture, input: ModelExamples.input, batch: 3, threads: 2)
        let plain = try Predictor(architecture: architecture, input: single, batch: 3, threads: 2)
        for predictor in [padded, plain] { try predictor.load(weights) }
        let short = sequences(2).map { Tensor(shape: [1, 4, 4, 1], elements: $0.elements[..<16]) }
        let beside = try padded.logits(for: [short[0], sequences(1)[0], short[1]])
        let alone = try plain.logits(for: short)
        for (left, right) in zip([beside[0], beside[2]].joined(), alone.joined()) { #expect(abs(left - right) < 1e-6) }
        #expect(ModelExamples.input.admits(short[0], fewerFrames: true))
        #expect(!ModelExamples.input.admits(short[0], fewerFrames: false))
        #expect(!single.admits(sequences(1)[0], fewerFrames: true))
    }

    @Test func scoresNothing() throws {
        #expect(try Predictor(ModelExamples.model(), batch: 2, threads: 1).logits(for: []).isEmpty)
    }

    @Test func refusesAnotherShape() throws {
        let predictor = try Predictor(ModelExamples.model(), batch: 2, threads: 1)
        #expect(throws: PlanError.self) { try predictor.logits(for: [Tensor(shape: [1, 4, 5, 1])]) }
    }
}
