import Foundation
import Networks
import RunFolders
import SystemPackage

/// The state of a training from which it goes on as if nothing had happened.
struct Checkpoint {
    /// Where the training stands.
    struct Position: Codable, Equatable {
        /// The hash of recipe and samples, by which a checkpoint of another training is told.
        var identity: String
        /// Finished epochs.
        var epochs = 0
        /// Steps done in the epoch after those.
        var steps = 0
        /// Optimizer updates since the beginning.
        var updates = 0
        /// The sum of the losses of the current epoch's steps.
        var lossSum = 0.0
        /// One row for each finished epoch.
        var history: [HistoryRow] = []

        /// Whether the numbers fit together, wherever they were read from.
        var isPossible: Bool {
            steps >= 0 && updates >= 0 && epochs == history.count
                && history.enumerated().allSatisfy { $0.element.epoch == $0.offset + 1 }
        }
    }

    var position: Position
    var weights: Weights
    var optimizer: Weights
    /// The moving average of the weights, where the training keeps one.
    var average: Weights?
    /// How long the finished epochs took, in whatever process.
    var timing: [EpochTiming] = []
}

extension Checkpoint {
    private static let positionKey = "position"
    private static let timingKey = "timing"
    private static let weightsPrefix = "weights."
    private static let optimizerPrefix = "optimizer."
    private static let averagePrefix = "average."

    /// Writes the checkpoint under its final name, whole or not at all.
    func write(to path: FilePath) throws(TrainingError) {
        var tensors = Weights()
        for (name, tensor) in weights.entries { tensors[Self.weightsPrefix + name] = tensor }
        for (name, tensor) in optimizer.entries { tensors[Self.optimizerPrefix + name] = tensor }
        for (name, tensor) in average?.entries ?? [] { tensors[Self.averagePrefix + name] = tensor }
        let metadata = [Self.positionKey: JSONText.encode(position), Self.timingKey: JSONText.encode(timing)]
        let file = SafeTensors(metadata: metadata, tensors: tensors)
        do {
            try AtomicFile.write(file.serialized(), to: path)
        } catch {
            throw .output(error)
        }
    }

    /// Reads a checkpoint; nil where there is none.
    static func read(from path: FilePath) throws(TrainingError) -> Checkpoint? {
        guard let bytes = try existingFile(at: path) else { return nil }
        let file: SafeTensors
        do {
            file = try SafeTensors.parse(bytes)
        } catch {
            throw .damagedCheckpoint(path, problem: "\(error)")
        }
        var checkpoint = Checkpoint(
            position: try position(in: file.metadata, of: path), weights: Weights(), optimizer: Weights(),
            timing: file.metadata[timingKey].flatMap { try? JSONText.decode([EpochTiming].self, from: $0) } ?? [])
        for (name, tensor) in file.tensors.entries {
            if name.hasPrefix(weightsPrefix) {
                checkpoint.weights[String(name.dropFirst(weightsPrefix.count))] = tensor
            } else if name.hasPrefix(optimizerPrefix) {
                checkpoint.optimizer[String(name.dropFirst(optimizerPrefix.count))] = tensor
            } else if name.hasPrefix(averagePrefix) {
                checkpoint.average = checkpoint.average ?? Weights()
                checkpoint.average?[String(name.dropFirst(averagePrefix.count))] = tensor
            }
        }
        return checkpoint
    }

    private static func position(
        in metadata: [String: String], of path: FilePath
    ) throws(TrainingError) -> Position {
        guard let text = metadata[positionKey], let position = try? JSONText.decode(Position.self, from: text),
            position.isPossible
        else { throw .damagedCheckpoint(path, problem: "it does not say where the training stood") }
        return position
    }

    private static func existingFile(at path: FilePath) throws(TrainingError) -> [UInt8]? {
        do {
            return try WholeFile.bytes(at: path)
        } catch .failed(_, _, .noSuchFileOrDirectory) {
            return nil
        } catch {
            throw .output(error)
        }
    }
}
