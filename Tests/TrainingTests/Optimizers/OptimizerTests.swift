import Networks
import Testing

@testable import Training

@Suite struct OptimizerTests {
    @Test(arguments: [
        (#""adam""#, Optimizer.adam(Adam())),
        (#"{"adam": {"learningRate": 0.01}}"#, .adam(Adam(learningRate: 0.01))),
        (#"{"adamW": {"weightDecay": 0.1}}"#, .adamW(AdamW(weightDecay: 0.1))),
        (#"{"sgd": {"learningRate": 0.1, "nesterov": true}}"#, .sgd(SGD(learningRate: 0.1, nesterov: true))),
        (#""rmsprop""#, .rmsprop(RMSprop())),
        (#"{"adadelta": {"learningRate": 0.5}}"#, .adadelta(Adadelta(learningRate: 0.5))),
        (#""adagrad""#, .adagrad(Adagrad())),
    ])
    func isSpeltAsAWordOrAMap(text: String, optimizer: Optimizer) throws {
        #expect(try JSONText.decode(Optimizer.self, from: text) == optimizer)
        #expect(try JSONText.decode(Optimizer.self, from: JSONText.encode(optimizer)) == optimizer)
    }

    @Test(arguments: [
        (
            Optimizer.adam(Adam()),
            OptimizerStep.adam(
                learningRate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, step: 3)
        ),
        (
            .adamW(AdamW(weightDecay: 0.25)),
            .adam(learningRate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.25, step: 3)
        ),
        (
            .sgd(SGD(momentum: 0.5, nesterov: true)),
            .sgd(learningRate: 0.5, momentum: 0.5, nesterov: true, weightDecay: 0)
        ),
        (.rmsprop(RMSprop()), .rmsprop(learningRate: 0.5)),
        (.adadelta(Adadelta()), .adadelta(learningRate: 0.5)),
        (.adagrad(Adagrad()), .adagrad(learningRate: 0.5)),
    ])
    func yieldsTheStepOfItsRule(optimizer: Optimizer, step: OptimizerStep) {
        #expect(optimizer.step(3, learningRate: 0.5) == step)
    }

    @Test(arguments: [
        (#"{"adam": {"learningRate": 0}}"#, "adam.learningRate: learningRate is 0.0 but must be a number above 0.0"),
        (#"{"adam": {}, "sgd": {}}"#, "expected exactly one of adam, adamW, sgd, rmsprop, adadelta, adagrad"),
        (#"{"sgd": {"momentum": 1}}"#, "sgd.momentum: momentum is 1.0 but must be at least 0.0 and below 1.0"),
    ])
    func refusesImpossibleValues(text: String, problem: String) {
        let error = #expect(throws: JSONText.Mismatch.self) { try JSONText.decode(Optimizer.self, from: text) }
        #expect(error?.problem == problem)
    }
}
