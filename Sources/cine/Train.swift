import ArgumentParser
import Foundation
import Pipelines
import SystemPackage
import Training

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains one model on the pipeline's split and judges it once on the part held out.",
        discussion: """
            Example: cine train pipelines/phantom-mri.yaml --out runs/phantom --set training.epochs=10

            Writes a run folder with model.safetensors, predictions.csv, metrics.json and history.csv. Ctrl-C saves the
            state; the same command goes on from there. Stops before training (65) where a leak crosses the parts.
            """)

    @Argument(help: "The pipeline file (YAML).")
    var pipeline: ScanPath

    @Option(help: ArgumentHelp("The run folder.", valueName: "run"))
    var out: ScanPath

    @Option(help: ArgumentHelp("The folder that holds the manifest; paths in it are relative to it.", valueName: "dir"))
    var data: ScanPath?

    @Option(help: ArgumentHelp("Replaces a value of the pipeline file.", valueName: "key=value"))
    var set: [String] = []

    @Flag(help: "Go on where a patient, a file or a near-duplicate stands in two parts; every output then says so.")
    var acceptLeaks = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        Interruption.handleSignals()
        let file = pipeline.path
        let experiment = try Pipeline(contentsOf: file, overrides: set.map { try Override($0) })
        let request = TrainRequest(
            output: out.path, data: experiment.dataFolder(given: data?.path, besides: file),
            pipelineFolder: Pipeline.folder(of: file), threads: global.threadCount, acceptsLeaks: acceptLeaks,
            commandLine: CommandLine.arguments)
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        let outcome = try experiment.train(
            request, isCancelled: { Interruption.isRequested }, watch: { show($0, on: bar) })
        bar.clear()
        try report(outcome)
    }

    private func show(_ event: PipelineEvent, on bar: ProgressBar) {
        switch event {
        case .note(let text):
            bar.clear()
            global.messages.say(text)
        case .warning(let text):
            bar.clear()
            global.messages.warn(text)
        case .training(let progress):
            bar.show(fraction: progress.fraction, progress.text, remaining: progress.remainingSeconds)
        case .examined(let count, let total):
            bar.show(fraction: Double(count) / Double(max(total, 1)), "examining \(count) of \(total) scans")
        case .judged(let count, let total):
            bar.show(fraction: Double(count) / Double(max(total, 1)), "judging \(count) of \(total) scans")
        }
    }

    private func report(_ outcome: TrainOutcome) throws {
        if global.json {
            try JSONLine.print(TrainSummary(outcome))
            return
        }
        for line in TrainSummary(outcome).lines { try StandardStreams.print(line) }
    }
}

extension TrainingProgress {
    /// As in `epoch 3/40, loss 0.412, tuning AUROC 0.871, 61 samples/s`.
    fileprivate var text: String {
        var parts = ["epoch \(epoch)/\(epochs)", "loss \(Self.figure(loss))"]
        if let auroc = lastEpoch?.tuningAUROC {
            parts.append("tuning AUROC \(Self.figure(auroc))")
        } else if let loss = lastEpoch?.tuningLoss {
            parts.append("tuning loss \(Self.figure(loss))")
        }
        parts.append("\(Int(samplesPerSecond.rounded())) samples/s")
        return parts.joined(separator: ", ")
    }

    private static func figure(_ value: Double) -> String { String(format: "%.3f", value) }
}
