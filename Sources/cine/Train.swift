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
        let request = RunRequest(
            output: out.path, data: experiment.dataFolder(given: data?.path, besides: file),
            pipelineFolder: Pipeline.folder(of: file), threads: global.threadCount, acceptsLeaks: acceptLeaks,
            commandLine: CommandLine.arguments)
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        var display = PipelineDisplay(bar: bar, messages: global.messages, epochs: experiment.training.epochs)
        let outcome = try experiment.train(
            request, isCancelled: { Interruption.isRequested }, watch: { display.show($0) })
        bar.clear()
        try report(outcome)
    }

    private func report(_ outcome: TrainOutcome) throws {
        if global.json {
            try JSONLine.print(TrainSummary(outcome))
            return
        }
        for line in TrainSummary(outcome).lines { try StandardStreams.print(line) }
    }
}
