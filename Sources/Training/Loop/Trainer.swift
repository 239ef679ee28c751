import Cohorts
import Foundation
import Networks
import Preparation
import RunFolders
import SystemPackage

/// Trains one network, step by step and epoch by epoch.
///
/// The same recipe, samples and number of threads give the same bytes, also where the training was interrupted and went
/// on from its checkpoint.
public struct Trainer: Sendable {
    public var recipe: TrainingRecipe
    /// Weights to start from in the place of fresh ones; the settings' `initial` names their file.
    public var imported: ImportedWeights?
    public var threads: Int
    /// The most memory in bytes that prepared scans are kept in from epoch to epoch, and as much again for what frozen layers
    /// make of them.
    public var cacheBytes: Int

    public init(recipe: TrainingRecipe, imported: ImportedWeights? = nil, threads: Int, cacheBytes: Int = 1 << 30) {
        self.recipe = recipe
        self.imported = imported
        self.threads = threads
        self.cacheBytes = cacheBytes
    }

    /// Trains until the last epoch, or until early stopping ends it; goes on from the folder's checkpoint if there is one.
    ///
    /// - Parameters:
    ///   - training: the samples that the network learns from.
    ///   - tuning: the samples that choose the best epoch; may be empty, then the last epoch's weights are taken.
    ///   - folder: where checkpoints are written; it exists.
    ///   - isCancelled: asked before every step; where it answers yes the state is saved and `.interrupted` thrown.
    ///   - progress: called after every step and every epoch.
    public func train(
        _ training: [Sample], tuning: [Sample], in folder: UnitFolder,
        isCancelled: () -> Bool = { false }, progress: (TrainingProgress) -> Void = { _ in }
    ) throws(TrainingError) -> TrainedNetwork {
        let session = try TrainingSession(self, training: training, tuning: tuning, folder: folder)
        try session.resume()
        while !session.isFinished {
            try session.runEpoch(isCancelled: isCancelled, progress: progress)
        }
        return try session.result()
    }
}

/// What a training ends with.
public struct TrainedNetwork: Sendable {
    /// The weights of the chosen epoch, running statistics included.
    public var weights: Weights
    /// The chosen epoch, from 1.
    public var epoch: Int
    /// The shape of the sequences that the network reads.
    public var input: InputShape
    /// One row for each epoch.
    public var history: [HistoryRow]
    /// How long each epoch took, also before an interruption.
    public var timing: [EpochTiming]
    /// How many numbers the network has (running statistics do not count), and how many of them were trained.
    public var parameters, trainedParameters: Int
}

/// The seconds of one epoch, for `timing.tsv`.
///
/// Of an epoch that was interrupted they are those after it went on.
public struct EpochTiming: Hashable, Codable, Sendable {
    /// The number of the epoch, from 1.
    public var epoch: Int
    /// Training samples that went through the network.
    public var samples: Int
    /// Seconds of the training steps, loading included.
    public var trainSeconds: Double
    /// Seconds of scoring the tuning part and writing checkpoints.
    public var tuningSeconds: Double
}
