import Audits
import Cohorts
import Evaluation
import Preparation
import RunFolders
import SystemPackage
import Tensors
import Training

/// What `cine train` is asked to do beside what the pipeline says.
public struct TrainRequest: Sendable {
    /// The run folder.
    public var output: FilePath
    /// The folder that holds the data.
    public var data: FilePath
    /// The pipeline file's folder; weights to start from are named relative to it.
    public var pipelineFolder: FilePath
    public var threads: Int
    /// Whether training goes on where a leak crosses the parts; every output then says so.
    public var acceptsLeaks: Bool
    /// The command as it was typed, recorded in `environment.json`.
    public var commandLine: [String]

    public init(
        output: FilePath, data: FilePath, pipelineFolder: FilePath, threads: Int, acceptsLeaks: Bool = false,
        commandLine: [String]
    ) {
        self.output = output
        self.data = data
        self.pipelineFolder = pipelineFolder
        self.threads = threads
        self.acceptsLeaks = acceptsLeaks
        self.commandLine = commandLine
    }
}

/// What happens while a pipeline runs, for whoever watches.
public enum PipelineEvent: Sendable {
    /// Something worth telling.
    case note(String)
    /// Something that a person should look at.
    case warning(String)
    /// Scans were read and compared, this many of so many.
    case examined(Int, of: Int)
    case training(TrainingProgress)
    /// Scans were judged, this many of so many.
    case judged(Int, of: Int)
}

extension Pipeline {
    /// Trains one model on the pipeline's split and judges it once on the part that was held out.
    ///
    /// The run folder ends with the files of `design.md`; running it again does only what is missing.
    ///
    /// - Parameters:
    ///   - isCancelled: asked before every step; a yes saves the state and throws `TrainingError.interrupted`.
    ///   - watch: told what happens.
    public func train(
        _ request: TrainRequest, isCancelled: () -> Bool = { false }, watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> TrainOutcome {
        try check()
        let parts = try assemble(from: request.data, threads: request.threads, watch: watch)
        let audit = try passGate(
            parts.cohort, splits: [parts.split], evidence: parts.evidence, below: request.pipelineFolder,
            acceptsLeaks: request.acceptsLeaks, watch: watch)
        let folder = RunFolder(request.output)
        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: try resolvedYAML())
        try record(parts, audit: audit, request: request, in: folder)

        if let finished = try folder.finishedOutcome() {
            watch(.note("\(request.output) holds a finished training of this pipeline; nothing is left to do"))
            return finished
        }
        try folder.whole.create()
        let imported = try training.initial.imported(below: request.pipelineFolder)
        var settings = training
        if let imported { settings.initial = .file(imported.file) }
        let trainer = Trainer(
            recipe: TrainingRecipe(
                architecture: model, preparation: preparation,
                augmentation: augmentation == Augmentation() ? nil : augmentation, settings: settings,
                classes: parts.cohort.classes, positiveClass: parts.cohort.positiveClass),
            imported: imported, threads: request.threads)
        let network = try trainer.train(
            parts.training, tuning: parts.tuning, in: folder.whole, isCancelled: isCancelled,
            progress: { watch(.training($0)) })
        let model = try ModelFile(
            description: modelDescription(of: network, settings: settings, parts: parts, audit: audit),
            weights: network.weights)
        let metrics = try judge(model, on: parts, audit: audit, threads: request.threads, in: folder, watch: watch)
        try RunTiming.write(network.timing, to: folder)
        try model.write(to: folder.model)
        try folder.whole.removeCheckpoints()
        return TrainOutcome(
            folder: folder, metrics: metrics, leaksAccepted: audit.stamp, epoch: network.epoch, modelID: model.id,
            parameters: network.parameters, trainedParameters: network.trainedParameters)
    }
}
