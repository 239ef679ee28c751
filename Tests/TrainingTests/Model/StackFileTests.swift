import Evaluation
import Testing

@testable import Training

@Suite struct StackFileTests {
    /// Out-of-fold scores that two models could have given.
    private func stacker() throws -> Stacker {
        let positive: [[Double]] = [[0.9, 0.8, 0.3, 0.6, 0.2, 0.1], [0.7, 0.4, 0.5, 0.8, 0.3, 0.2]]
        return try Stacker(
            fitting: positive.map { scores in
                try ScoredSamples(
                    probabilities: scores.flatMap { [1 - $0, $0] }, labels: [1, 1, 0, 1, 0, 0], classCount: 2)
            })
    }

    @Test func modelsAnswerAsInTheCohortThatTheRegressionLearntFrom() throws {
        var description = try ModelExamples.description()
        description.prevalence = try PrevalenceShift(from: [0.6, 0.4], toPositive: 0.02, positive: 1)
        let weights = try ModelExamples.model().weights
        let reweighted = try ModelFile(description: description, weights: weights)
        let stack = try StackFile(models: [reweighted, ModelExamples.model(seed: 2)], stacker: stacker())
        #expect(stack.models.allSatisfy { $0.description.prevalence == nil })
        #expect(
            try stack.id
                == StackFile(models: [ModelExamples.model(), ModelExamples.model(seed: 2)], stacker: stacker()).id)
    }
}
