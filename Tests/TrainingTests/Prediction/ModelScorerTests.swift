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

    /// What `cine explain` takes for the answer is what `cine classify` says.
    @Test(arguments: ["plain", "threshold", "prevalence", "abstention", "findings"], [1, 2])
    func theDescriptionScoresAsTheScorerDoes(kind: String, members: Int) throws {
        let parts = try (1...members).map { try ModelExamples.model(seed: UInt64($0)) }
        var description = parts[0].description
        switch kind {
        case "threshold":
            let fitted = try BinaryScores(scores: [0.1, 0.4, 0.2, 0.9], positives: [false, true, false, true])
            description.operatingPoint = try OperatingPoint(.youden, fitting: fitted)
        case "prevalence":
            description.prevalence = try PrevalenceShift(from: [0.5, 0.5], to: [0.9, 0.1])
        case "abstention":
            let fitted = try ScoredSamples(
                probabilities: [0.9, 0.1, 0.4, 0.6], labels: [0, 1], classCount: 2)
            description.abstention = try Abstention(.uncertainty(0.99), fitting: fitted)
        case "findings":
            description.positiveClass = nil
            description.training.loss = .binaryCrossEntropy(.init())
        default: break
        }
        let models = try parts.map { try ModelFile(description: description, weights: $0.weights) }
        let model = members == 1 ? models[0] : try ModelFile(ensembleOf: models, description: description)
        let logits = try (0..<members).map {
            try Predictor(model, member: $0, batch: 2, threads: 1).logits(for: sequences)
        }
        for (place, score) in try scores(model).enumerated() {
            let own = try model.description.probabilities(of: logits.map { $0[place] })
            #expect(model.description.score(of: own) == score)
        }
    }

    @Test func aDistanceBeyondTheTrainingPartsIsAWarning() throws {
        var description = try ModelExamples.description()
        description.profiles = [
            FeatureProfile(
                meanFrameFeature: [0, 0, 0], prototypes: [[0, 0, 0, 0]], classCounts: [[12, 8]],
                deviations: [1, 1, 1, 1], distances: (0...100).map { Double($0) * 1e-9 })
        ]
        let plain = try ModelExamples.model()
        let model = try ModelFile(description: description, weights: plain.weights)
        let measured = try ModelScorer(model, batch: 2, threads: 1, measuresDistance: true).scores(for: sequences)
        for (score, other) in zip(measured, try scores(plain)) {
            #expect(zip(score.probabilities, other.probabilities).allSatisfy { abs($0 - $1) < 1e-6 })
            #expect(other.distance == nil)
            let distance = try #require(score.distance)
            #expect(description.profiles[0].warning(ofDistance: distance)?.contains("farther") == true)
        }
        #expect(description.profiles[0].warning(ofDistance: 0) == nil)
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
