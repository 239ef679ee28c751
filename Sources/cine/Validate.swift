import ArgumentParser
import Foundation
import Pipelines
import SystemPackage
import Training

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cross-validates a pipeline: every scan is judged by a model that never saw its patient.",
        discussion: """
            Example: cine validate pipelines/phantom-mri.yaml --out runs/cross --folds 5

            Writes a run folder with predictions.csv (out of fold), metrics.json (each fold and pooled, with intervals) and
            the folds' models as one ensemble. Ctrl-C saves the state; the same command goes on from there. Exit code 1 says
            that a fold failed: the others are finished and metrics.json says which is missing.
            """)

    @Argument(help: "The pipeline file (YAML).")
    var pipeline: ScanPath

    @Option(help: ArgumentHelp("The run folder.", valueName: "run"))
    var out: ScanPath

    @Option(help: ArgumentHelp("The folder that holds the manifest; paths in it are relative to it.", valueName: "dir"))
    var data: ScanPath?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of folds; the same as --set validation.folds=k.", valueName: "k"))
    var folds: Int?

    @Option(help: ArgumentHelp("Replaces a value of the pipeline file.", valueName: "key=value"))
    var set: [String] = []

    @Option(help: ArgumentHelp("How many folds are trained at a time, each in its own process.", valueName: "n"))
    var jobs = 1

    @Option(help: ArgumentHelp("The unit to run, for a process of --jobs.", visibility: .hidden))
    var unit: String?

    @Option(help: ArgumentHelp("The process that asks for the unit.", visibility: .hidden))
    var parent: Int32?

    @Flag(help: "Go on where a patient, a file or a near-duplicate stands in two folds; every output then says so.")
    var acceptLeaks = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...1024).contains(jobs) else { throw ValidationError("--jobs must be between 1 and 1024, not \(jobs)") }
        if jobs > 1 { for path in [pipeline, out] + [data].compactMap(\.self) { try path.refuseBytes() } }
    }

    func run() throws {
        Interruption.handleSignals()
        let file = pipeline.path
        let settings = set + (folds.map { ["validation.folds=\($0)"] } ?? [])
        let experiment = try Pipeline(contentsOf: file, overrides: settings.map { try Override($0) })
        let threads = global.threads ?? max(global.threadCount / jobs, 1)
        let request = RunRequest(
            output: out.path, data: experiment.dataFolder(given: data?.path, besides: file),
            pipelineFolder: Pipeline.folder(of: file), threads: threads,
            acceptsLeaks: acceptLeaks, commandLine: CommandLine.arguments)
        if let unit { return try run(unit, of: experiment, request) }

        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        var display = PipelineDisplay(bar: bar, messages: global.messages, epochs: experiment.training.epochs)
        let outcome = try experiment.validate(
            request, processes: jobs > 1 ? processes(settings, threads: threads) : nil,
            isCancelled: { Interruption.isRequested }, watch: { display.show($0) })
        bar.clear()
        let summary = ValidationSummary(outcome)
        if global.json {
            try JSONLine.print(summary)
        } else {
            for line in summary.lines { try StandardStreams.print(line) }
        }
        if outcome.report.missing != nil { throw ExitStatus.someFailed }
    }

    /// Runs one unit, and stops where the process that asked for it is gone.
    private func run(_ unit: String, of experiment: Pipeline, _ request: RunRequest) throws {
        let parent = parent ?? getppid()
        let failure = try experiment.validateUnit(
            unit, request, isCancelled: { Interruption.isRequested || getppid() != parent })
        if failure != nil { throw ExitStatus.someFailed }
    }

    private func processes(_ settings: [String], threads: Int) -> UnitProcesses {
        var arguments = [
            "validate", pipeline.path.string, "--out", out.path.string, "--threads", "\(threads)", "--quiet",
            "--parent", "\(getpid())",
        ]
        if let data { arguments += ["--data", data.path.string] }
        for setting in settings { arguments += ["--set", setting] }
        return UnitProcesses(jobs: jobs) { [arguments] in arguments + ["--unit", $0] }
    }
}
