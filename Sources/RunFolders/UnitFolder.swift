import SystemPackage

/// The files of one training.
public struct UnitFolder: Hashable, Sendable {
    /// The folder of the unit's results.
    public let root: FilePath
    /// The folder of its checkpoints, there only while the unit is unfinished.
    public let checkpoints: FilePath

    /// One row for each epoch.
    public var history: FilePath { root.appending("history.csv") }
    /// The trained model.
    public var model: FilePath { root.appending("model.safetensors") }
    /// The scored samples.
    public var predictions: FilePath { root.appending("predictions.csv") }
    /// The scored frames, where samples have labels of their frames.
    public var frames: FilePath { root.appending("frames.csv") }
    /// The measures of performance.
    public var metrics: FilePath { root.appending("metrics.json") }
    /// Which of the unit's samples train, tune and are judged.
    public var split: FilePath { root.appending("split.csv") }
    /// Seconds and memory.
    public var timing: FilePath { root.appending("timing.tsv") }
    /// Why the unit failed; not there once it is finished.
    public var failure: FilePath { root.appending("failure.txt") }

    /// The state after the last epoch, to go on from.
    public var lastCheckpoint: FilePath { checkpoints.appending("last.safetensors") }
    /// The weights of the best epoch so far.
    public var bestCheckpoint: FilePath { checkpoints.appending("best.safetensors") }

    /// Makes both folders where they are missing.
    public func create() throws(RunFolderError) {
        try SystemCalls.makeFolder(root)
        try SystemCalls.makeFolder(checkpoints)
    }

    /// Removes what makes the unit count as finished or begun.
    public func removeResults() throws(RunFolderError) {
        for file in [model, predictions, frames, metrics, history, timing] { try SystemCalls.remove(file) }
        try removeFailure()
        try removeCheckpoints()
    }

    /// Removes the note of an earlier failure.
    public func removeFailure() throws(RunFolderError) {
        try SystemCalls.remove(failure)
    }

    /// Removes the checkpoints of a finished unit, and their folder once it is empty.
    public func removeCheckpoints() throws(RunFolderError) {
        try SystemCalls.remove(lastCheckpoint)
        try SystemCalls.remove(bestCheckpoint)
        try SystemCalls.removeFolder(checkpoints)
    }
}
