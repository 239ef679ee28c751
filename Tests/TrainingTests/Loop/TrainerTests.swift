import Cohorts
import Foundation
import Imaging
import Networks
import Preparation
import RunFolders
import SystemPackage
import Tensors
import TestFolders
import Testing

@testable import Training

@Suite(.serialized) struct TrainerTests {
    private func recipe(_ change: (inout TrainingSettings) -> Void = { _ in }) throws -> TrainingRecipe {
        var settings = TrainingSettings()
        settings.epochs = 6
        settings.batch = 4
        settings.optimizer = .adam(Adam(learningRate: 2e-2))
        settings.seed = 3
        change(&settings)
        return TrainingRecipe(
            architecture: try ModelExamples.architecture(),
            preparation: try JSONText.decode(
                Preparation.self, from: #"{"frames": 2, "size": 4, "normalise": "zScore"}"#),
            settings: settings, classes: ["absent", "present"], positiveClass: 1)
    }

    private func trainer(_ change: (inout TrainingSettings) -> Void = { _ in }) throws -> Trainer {
        Trainer(recipe: try recipe(change), threads: 2)
    }

    /// A folder with 22 training samples, 8 tuning samples and a unit's place.
    private func withSamples(
        _ body: (_ training: [Sample], _ tuning: [Sample], _ unit: UnitFolder) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            let samples = try ScanExamples.write(30, to: folder.appending("scans"))
            let unit = RunFolder(folder.appending("run")).whole
            try unit.create()
            try body(Array(samples[..<22]), Array(samples[22...]), unit)
        }
    }

    /// Everything that a finished training promises to be the same.
    private func files(
        _ network: TrainedNetwork, _ trainer: Trainer, tuning: [Sample], unit: UnitFolder
    ) throws -> [[UInt8]] {
        var description = try ModelExamples.description()
        description.preparation = trainer.recipe.preparation
        description.training = trainer.recipe.settings
        let model = try ModelFile(description: description, weights: network.weights)
        let predictor = try Predictor(model, batch: 3, threads: trainer.threads)
        let loader = BatchLoader(
            items: tuning.map(LoadedItem.init(sample:)), preparation: trainer.recipe.preparation, augmentation: nil,
            seed: 0, threads: 1, cacheBytes: 0)
        let sequences = try loader.equalSequences(
            at: Array(tuning.indices), epoch: 0, shape: ModelExamples.input)
        let predictions = try predictor.logits(for: sequences.map(\.frames)).map(Softmax.probabilities)
        return [
            model.serialized(), try WholeFile.bytes(at: unit.history),
            Array(predictions.map { CSVWriter.row($0.map { String($0) }) }.joined().utf8),
        ]
    }

    @Test func learnsToTellTheClassesApart() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer { $0.epochs = 30 }
            let network = try trainer.train(training, tuning: tuning, in: unit)
            let best = network.history[network.epoch - 1]
            #expect(best.tuningAUROC == 1)
            #expect(try #require(best.tuningLoss) < 0.3)
            #expect(network.history.first?.trainLoss ?? 0 > best.trainLoss)
            #expect(network.timing.count == network.history.count)
        }
    }

    @Test func stopsWhereTheWeightsAreNoLongerFinite() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer {
                $0.epochs = 1
                $0.batch = 22
                $0.optimizer = .sgd(SGD(learningRate: 1e300))
            }
            #expect {
                try trainer.train(training, tuning: tuning, in: unit)
            } throws: { error in
                guard case .weightsNotFinite(epoch: 1, learningRate: 1e300) = error as? TrainingError else {
                    return false
                }
                return true
            }
        }
    }

    @Test func givesTheSameBytesForTheSameSeed() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer()
            let first = try files(
                try trainer.train(training, tuning: tuning, in: unit), trainer, tuning: tuning, unit: unit)
            try unit.removeCheckpoints()
            try unit.create()
            let second = try files(
                try trainer.train(training, tuning: tuning, in: unit), trainer, tuning: tuning, unit: unit)
            #expect(first == second)
            try unit.removeCheckpoints()
            try unit.create()
            let other = try self.trainer { $0.seed = 4 }
            let third = try files(
                try other.train(training, tuning: tuning, in: unit), other, tuning: tuning, unit: unit)
            #expect(first[1] != third[1])
        }
    }

    @Test(arguments: [0, 1, 6, 7, 10, 24], [false, true])
    func givesTheSameBytesWhenInterrupted(afterPolls allowed: Int, augmented: Bool) throws {
        try withSamples { training, tuning, unit in
            var trainer = try trainer {
                $0.schedule = .reduceOnPlateau(PlateauSchedule(factor: 0.5, patience: 0))
                $0.optimizer = augmented ? .sgd(SGD(learningRate: 0.1)) : .adam(Adam(learningRate: 2e-2))
                $0.labelSmoothing = 0.1
                $0.classWeights = .balanced
                $0.clip = 0.5
                $0.average = augmented ? WeightAverage(decay: 0.8) : nil
                $0.mix = augmented ? .mixup(Mixup(alpha: 0.4)) : nil
            }
            if augmented {
                trainer.recipe.augmentation = try JSONText.decode(
                    Augmentation.self, from: #"{"noise": 0.2}"#)
            }
            let whole = try files(
                try trainer.train(training, tuning: tuning, in: unit), trainer, tuning: tuning, unit: unit)
            try unit.removeCheckpoints()
            try unit.create()

            var polls = 0
            let isCancelled = {
                polls += 1
                return polls > allowed
            }
            let error = #expect(throws: TrainingError.self) {
                try trainer.train(training, tuning: tuning, in: unit, isCancelled: isCancelled)
            }
            // An epoch is polled before each of 5 steps and 2 batches of the tuning part.
            guard case .interrupted(epoch: allowed / 7 + 1, step: min(allowed % 7, 5)) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let network = try trainer.train(training, tuning: tuning, in: unit)
            #expect(try files(network, trainer, tuning: tuning, unit: unit) == whole)
            #expect(network.timing.map(\.epoch) == network.history.map(\.epoch))
        }
    }

    @Test func goesOnFromTheLastEpochAfterAKill() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer()
            let whole = try files(
                try trainer.train(training, tuning: tuning, in: unit), trainer, tuning: tuning, unit: unit)
            try unit.removeCheckpoints()
            try unit.create()
            var kept: [UInt8] = []
            let keep = { (progress: TrainingProgress) in
                guard progress.epoch == 4, progress.step == 1, kept.isEmpty else { return }
                kept = (try? WholeFile.bytes(at: unit.lastCheckpoint)) ?? []
            }
            _ = try trainer.train(training, tuning: tuning, in: unit, progress: keep)
            try AtomicFile.write(kept, to: unit.lastCheckpoint)
            let resumed = try files(
                try trainer.train(training, tuning: tuning, in: unit), trainer, tuning: tuning, unit: unit)
            #expect(resumed == whole)
        }
    }

    @Test func stopsEarlyAndKeepsTheBestEpoch() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer {
                $0.epochs = 40
                $0.optimizer = .adam(Adam(learningRate: 0.3))
                $0.earlyStopping = EarlyStopping(patience: 2, metric: .auroc)
            }
            let network = try trainer.train(training, tuning: tuning, in: unit)
            let scores = network.history.map { $0.tuningAUROC ?? 0 }
            #expect(network.history.count == network.epoch + 2)
            #expect(scores[network.epoch - 1] == scores.max())
        }
    }

    @Test(arguments: [KeptEpoch.best, .last])
    func keepsTheAverageOfTheEpoch(_ keep: KeptEpoch) throws {
        try withSamples { training, tuning, unit in
            let plain = try trainer { $0.keep = keep }.train(training, tuning: tuning, in: unit)
            try unit.removeCheckpoints()
            try unit.create()
            let trainer = try trainer {
                $0.keep = keep
                $0.average = WeightAverage(decay: 0.9)
            }
            let averaged = try trainer.train(training, tuning: tuning, in: unit)
            #expect(averaged.history.map(\.trainLoss) == plain.history.map(\.trainLoss))
            #expect(averaged.history != plain.history)
            #expect(averaged.weights != plain.weights)
            if keep == .last { #expect(averaged.epoch == 6) }
            let losses = averaged.history.compactMap(\.tuningLoss)
            if keep == .best { #expect(losses[averaged.epoch - 1] == losses.min()) }
        }
    }

    @Test func leavesFrozenLayersAlone() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer { $0.freeze = ["timeDistributed"] }
            let network = try trainer.train(training, tuning: tuning, in: unit)
            let initial = try Weights.initial(
                for: trainer.recipe.architecture, input: ModelExamples.input,
                seed: RandomStreams(seed: trainer.recipe.settings.seed).weights)
            for (name, tensor) in network.weights.entries {
                #expect((tensor == initial[name]) == name.hasPrefix("timeDistributed"), "\(name)")
            }
            #expect(network.trainedParameters < network.parameters)
        }
    }

    /// What frozen layers make of a sample is computed in the first epoch only, and nothing depends on it.
    @Test func keepsWhatFrozenLayersMake() throws {
        try withSamples { training, tuning, unit in
            var trainer = try trainer { $0.freeze = ["timeDistributed"] }
            trainer.recipe.augmentation = nil
            let session = try TrainingSession(trainer, training: training, tuning: tuning, folder: unit)
            #expect(session.reusesFrozenFeatures)
            try session.resume()
            try session.runEpoch(isCancelled: { false }, progress: { _ in })
            #expect(session.frozenFeatures.bytes > 0)
            try unit.removeCheckpoints()
            try unit.create()

            let keeping = try trainer.train(training, tuning: tuning, in: unit)
            try unit.removeCheckpoints()
            try unit.create()
            trainer.cacheBytes = 0
            let computing = try trainer.train(training, tuning: tuning, in: unit)
            #expect(keeping.weights == computing.weights)
            #expect(keeping.history == computing.history)
        }
    }

    @Test func trainsWithoutATuningPart() throws {
        try withSamples { training, _, unit in
            let network = try trainer().train(training, tuning: [], in: unit)
            #expect(network.epoch == 6)
            #expect(network.history.allSatisfy { $0.tuningLoss == nil })
        }
    }

    @Test func shrinksTheBatchToTheSamples() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer {
                $0.batch = 100
                $0.epochs = 2
            }
            var steps: Set<Int> = []
            let network = try trainer.train(
                training, tuning: tuning, in: unit, progress: { steps.insert($0.steps) })
            #expect(steps == [1])
            #expect(network.timing.allSatisfy { $0.samples == training.count })
        }
    }

    @Test func reportsHowFarItIs() throws {
        try withSamples { training, tuning, unit in
            var reports: [TrainingProgress] = []
            _ = try trainer().train(training, tuning: tuning, in: unit, progress: { reports.append($0) })
            #expect(reports.count == 6 * (5 + 1))
            #expect(reports.map(\.fraction) == reports.map(\.fraction).sorted())
            let last = try #require(reports.last)
            #expect(last.epoch == 6 && last.step == 5 && last.fraction == 1)
            #expect(last.remainingSeconds == 0)
            #expect(last.lastEpoch?.epoch == 6)
            #expect(reports.allSatisfy { $0.samplesPerSecond > 0 && $0.loss.isFinite })
        }
    }

    @Test func stopsWhenTheLossIsNoNumber() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer {
                $0.optimizer = .sgd(SGD(learningRate: 1e39))
                $0.clip = nil
            }
            let error = #expect(throws: TrainingError.self) {
                try trainer.train(training, tuning: tuning, in: unit)
            }
            #expect(error?.description.contains("try a lower training.optimizer learning rate than 1e+39") == true)
        }
    }

    @Test func refusesTheCheckpointOfAnotherTraining() throws {
        try withSamples { training, tuning, unit in
            _ = try trainer { $0.epochs = 1 }.train(training, tuning: tuning, in: unit)
            let error = #expect(throws: TrainingError.self) {
                try trainer { $0.epochs = 2 }.train(training, tuning: tuning, in: unit)
            }
            #expect(error?.description.contains("was written by a training with other settings or samples") == true)
        }
    }

    @Test func saysWhatIsWrongWithTheSamples() throws {
        try withSamples { training, tuning, unit in
            let trainer = try trainer { $0.earlyStopping = EarlyStopping(metric: .auroc) }
            func sentence(_ training: [Sample], _ tuning: [Sample], _ trainer: Trainer) -> String {
                let error = #expect(throws: TrainingError.self) {
                    try trainer.train(training, tuning: tuning, in: unit)
                }
                return error?.description ?? ""
            }
            #expect(sentence([], tuning, trainer).contains("has no samples"))
            #expect(sentence(training.filter { $0.label == 0 }, tuning, trainer).contains("no sample of class present"))
            #expect(
                sentence(training, tuning.filter { $0.label == 0 }, trainer).contains(
                    "are all of one class and have no AUROC")
            )
            var gone = training
            gone[3].source = .file("/nowhere/scan.png")
            #expect(sentence(gone, tuning, trainer).contains("/nowhere/scan.png"))
            var three = trainer
            three.recipe.classes = ["absent", "present", "other"]
            var labels = training
            labels[0].label = 2
            #expect(sentence(labels, tuning, three).contains("the network ends in 2 outputs but there are 3 classes"))
        }
    }

    @Test func refusesScansOfUnequalShape() throws {
        try withSamples { training, tuning, unit in
            var trainer = try trainer()
            trainer.recipe.preparation = try JSONText.decode(Preparation.self, from: #"{"frames": 2}"#)
            var samples = training
            let wide = unit.root.appending("wide")
            try SystemFolder.make(wide)
            for frame in 0..<2 {
                let image = Tensor(shape: [4, 6], repeating: Float(frame))
                try AtomicFile.write(try PNGWriter.encode(image), to: wide.appending("\(frame).png"))
            }
            samples[5].source = .frames(wide)
            let error = #expect(throws: TrainingError.self) {
                try trainer.train(samples, tuning: tuning, in: unit)
            }
            #expect(error?.description.contains("scan5 becomes 2×4×6×1") == true)
        }
    }
}
