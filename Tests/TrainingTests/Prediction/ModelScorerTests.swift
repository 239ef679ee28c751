import Evaluation
import Tensors
import Testing

@testable import Training

@Suite(.serialized) struct ModelScorerTests {
    private let sequences = (0..<5).map { number in
        var generator = RandomGenerator(seed: 5, stream: [UInt64(number)])
        return Tensor(shape: [2, 4, 4, 1], elements: (0..<32).map { _ in Float(generator.normal()) })
    }

    private func scores(_ model: ModelFile) throws -> [ModelScore] {
        try ModelScorer(model, batch: 2, threads: 1).scores(for: sequences)
    }

    @Test func aPlainModelSaysItsProbabilities() throws {
        let model = try ModelExamples.model()
        let expected = try Predictor(model, batch: 2, threads: 1).logits(for: sequences).map(Softmax.probabilities)
        #expect(try scores(model).map(\.probabilities) == expected)
    }

    @Test func anEnsembleAveragesItsMembers() throws {
        let members = try (1...3).map { try ModelExamples.model(seed: $0) }
        let ensemble = try ModelFile(ensembleOf: members, description: members[0].description)
        let read = try ModelFile.parse(ensemble.serialized())
        #expect(read.weights(ofMember: 2) == members[2].weights)
        let own = try members.map { try scores($0).map(\.probabilities) }
        for (place, score) in try scores(read).enumerated() {
            #expect(score == ModelScore(members: own.map { $0[place] }))
        }
    }

    @Test func calibrationAndThresholdAreApplied() throws {
        let model = try ModelExamples.model()
        var description = model.description
        let calibration = Calibration.temperature(TemperatureScaling(temperature: 3))
        description.calibrations = [calibration]
        let fitted = try BinaryScores(scores: [0.1, 0.4, 0.2, 0.9], positives: [false, true, false, true])
        description.operatingPoint = try OperatingPoint(.youden, fitting: fitted)
        let calibrated = try ModelFile.parse(ModelFile(description: description, weights: model.weights).serialized())
        #expect(calibrated.description == description)
        let logits = try Predictor(model, batch: 2, threads: 1).logits(for: sequences)
        for (score, row) in zip(try scores(calibrated), logits) {
            #expect(
                try score.probabilities == calibration.probabilities(of: row.map { Double($0) }, classCount: 2))
            #expect(score.decision == (score.probabilities[1] >= 0.4 ? 1 : 0))
        }
    }

    @Test func aCalibrationForOtherClassesIsRefused() throws {
        let model = try ModelExamples.model()
        var description = model.description
        description.calibrations = [.vector(VectorScaling(scales: [1, 1, 1], offsets: [0, 0, 0]))]
        #expect(throws: ModelProblem.self) { try ModelFile(description: description, weights: model.weights) }
        description.calibrations = []
        #expect(throws: ModelProblem.self) { try ModelFile(description: description, weights: model.weights) }
    }

    @Test func membersOfAnotherShapeAreRefused() throws {
        let model = try ModelExamples.model()
        var description = model.description
        description.calibrations = [.none, .none]
        #expect(throws: ModelProblem.self) { try ModelFile(description: description, weights: model.weights) }
    }
}
