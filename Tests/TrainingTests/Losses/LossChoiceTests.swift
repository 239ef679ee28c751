import Networks
import Testing

@testable import Training

@Suite struct LossChoiceTests {
    @Test(arguments: [
        (#""crossEntropy""#, LossChoice.crossEntropy), (#""focal""#, .focal(LossChoice.Focal())),
        (#"{"focal": {"gamma": 1}}"#, .focal(LossChoice.Focal(gamma: 1))), (#""ordinal""#, .ordinal),
    ])
    func isSpeltAsAWordOrAMap(text: String, loss: LossChoice) throws {
        #expect(try JSONText.decode(LossChoice.self, from: text) == loss)
        #expect(try JSONText.decode(LossChoice.self, from: JSONText.encode(loss)) == loss)
    }

    @Test func passesWeightsAndSmoothingOn() {
        let outputs: [Float] = [1, 2, -1, 0.5]
        let targets = Targets(labels: [0, 1], classes: 2)
        let weights: [Float] = [1, 3]
        func value(_ choice: LossChoice) -> Evaluation {
            choice.function(classWeights: weights, labelSmoothing: 0.1).evaluate(outputs, targets)
        }
        #expect(
            value(.crossEntropy) == CrossEntropy(classWeights: weights, labelSmoothing: 0.1).evaluate(outputs, targets))
        #expect(
            value(.focal(LossChoice.Focal(gamma: 1)))
                == FocalLoss(gamma: 1, classWeights: weights, labelSmoothing: 0.1).evaluate(outputs, targets))
        #expect(value(.ordinal) == OrdinalSquaredError(classWeights: weights).evaluate(outputs, targets))
    }

    @Test func theOrdinalLossKnowsNoSmoothing() {
        let error = #expect(throws: JSONText.Mismatch.self) {
            try JSONText.decode(TrainingSettings.self, from: #"{"loss": "ordinal", "labelSmoothing": 0.1}"#)
        }
        #expect(error?.problem.contains("the ordinal loss has no use for it") == true)
    }
}
