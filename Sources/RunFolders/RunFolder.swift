import SystemPackage

/// The folder that holds everything a run writes, and the only place that knows the names in it.
public struct RunFolder: Hashable, Sendable {
    /// The folder itself.
    public let root: FilePath

    /// The folder at `root`, which need not exist yet.
    public init(_ root: FilePath) {
        self.root = root
    }

    /// The resolved pipeline, every default written out.
    public var pipeline: FilePath { root.appending("pipeline.yaml") }
    /// Versions, instruction set, threads, seed, command line.
    public var environment: FilePath { root.appending("environment.json") }
    /// The samples with content hash, patient, label and status.
    public var cohort: FilePath { root.appending("cohort.csv") }
    /// The part or fold of each sample.
    public var split: FilePath { whole.split }
    /// The leaks between the parts.
    public var leaks: FilePath { root.appending("leaks.json") }
    /// The units and which units each needs.
    public var plan: FilePath { root.appending("plan.tsv") }
    /// The folders of the units of a plan of several.
    public var units: FilePath { root.appending("units") }
    /// The model, or the ensemble of the units' models.
    public var model: FilePath { whole.model }
    /// Every scored sample.
    public var predictions: FilePath { whole.predictions }
    /// The scores of a test part that was kept out of a validation's folds.
    public var testPredictions: FilePath { root.appending("test_predictions.csv") }
    /// The scored frames of that part, where samples have labels of their frames.
    public var testFrames: FilePath { root.appending("test_frames.csv") }
    /// The measures of performance.
    public var metrics: FilePath { whole.metrics }
    /// Seconds and memory.
    public var timing: FilePath { whole.timing }
    /// The saliency maps, one folder a sample.
    public var saliency: FilePath { root.appending("saliency") }
    /// Pictures of the scans that were judged worst.
    public var errors: FilePath { root.appending("errors") }

    /// The picture of a scan, under a name that follows from its sample's as `predictions.csv` spells it.
    public func errorPicture(of sample: String) -> FilePath {
        errors.appending("\("\(SHA256.digest(of: sample.utf8))".prefix(16)).png")
    }

    /// What was measured about the saliency methods.
    public var trust: FilePath { root.appending("trust.json") }
    /// How the run compares with another.
    public var comparison: FilePath { root.appending("comparison.json") }
    /// The training on shuffled labels that they are compared with; nothing of it stays.
    public var shuffledTraining: UnitFolder {
        let folder = whole.checkpoints.appending("trust")
        return UnitFolder(root: folder, checkpoints: folder)
    }
    /// The report, rebuilt from the other files alone.
    public var report: FilePath { root.appending("report.html") }

    /// The files of a plan of one unit, which stand at the root.
    public var whole: UnitFolder {
        UnitFolder(root: root, checkpoints: root.appending("checkpoints"))
    }

    /// The files of one unit of several.
    public func unit(_ name: FilePath.Component) -> UnitFolder {
        UnitFolder(root: units.appending(name), checkpoints: root.appending("checkpoints").appending(name))
    }

    /// Makes the folder and those above it where they are missing.
    public func create() throws(RunFolderError) {
        try SystemCalls.makeFolder(root)
    }
}
