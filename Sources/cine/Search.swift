import ArgumentParser
import Foundation
import Pipelines
import RunFolders
import SystemPackage

struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Searches hyperparameters inside the folds: inner folds choose, outer folds judge.",
        discussion: """
            Example: cine search pipelines/search-phantom.yaml --out runs/search --set search.strategy=tpe

            Writes search.csv (every trial), winner.yaml (a plain pipeline file) and report.html with the optimism gap, the
            trace of the search, the parameters' importance and parallel coordinates. Ctrl-C saves the state; the same command
            repeats the finished trials from their files and goes on.
            """)

    @Argument(help: "The pipeline file (YAML) with a search: block.")
    var pipeline: ScanPath

    @Option(help: ArgumentHelp("The run folder.", valueName: "run"))
    var out: ScanPath

    @Option(help: ArgumentHelp("The folder that holds the manifest; paths in it are relative to it.", valueName: "dir"))
    var data: ScanPath?

    @Option(help: ArgumentHelp("Replaces a value of the pipeline file.", valueName: "key=value"))
    var set: [String] = []

    @Option(
        help: ArgumentHelp(
            "Let every strategy search this table of trainings (search.csv of strategy: table) and compare their regret.",
            valueName: "csv"))
    var replay: ScanPath?

    @Option(help: ArgumentHelp("How often each strategy searches the table of --replay.", valueName: "n"))
    var seeds = 20

    @Flag(help: "Go on where a patient, a file or a near-duplicate stands in two folds; every output then says so.")
    var acceptLeaks = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...10_000).contains(seeds) else {
            throw ValidationError("--seeds must be between 1 and 10000, not \(seeds)")
        }
    }

    func run() throws {
        Interruption.handleSignals()
        let source = try PipelineSource(contentsOf: pipeline.path, overrides: set.map { try Override($0) })
        if let replay {
            let result = try source.replay(replay.path, seeds: seeds, into: RunFolder(out.path))
            if global.json { return try JSONLine.print(result) }
            for line in result.lines { try StandardStreams.print(line) }
            return
        }
        let experiment = try source.pipeline()
        let request = RunRequest(
            output: out.path, data: experiment.dataFolder(given: data?.path, besides: pipeline.path),
            pipelineFolder: Pipeline.folder(of: pipeline.path), threads: global.threadCount, acceptsLeaks: acceptLeaks,
            commandLine: CommandLine.arguments)
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        var display = PipelineDisplay(bar: bar, messages: global.messages, epochs: experiment.training.epochs)
        let outcome = try source.search(
            request, isCancelled: { Interruption.isRequested }, watch: { display.show($0) })
        bar.clear()
        if global.json {
            try JSONLine.print(outcome.result)
        } else {
            try StandardStreams.print("run \(outcome.folder.root.string)")
            for line in outcome.words { try StandardStreams.print(line) }
            try StandardStreams.print("winner: \(outcome.folder.searchWinner.string)")
        }
    }
}
