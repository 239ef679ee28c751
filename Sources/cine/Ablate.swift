import ArgumentParser
import Foundation
import Pipelines
import SystemPackage

struct Ablate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains every arm of a pipeline's ablation on the same folds and compares it with the baseline.",
        discussion: """
            Example: cine ablate pipelines/ablation-montaha.yaml --out runs/ablation --jobs 2

            Writes ablation.csv, ablation.md, ablation.tex and report.html: each arm's figures with intervals, the difference
            from the baseline, paired tests with Holm's correction, parameters, multiply-adds, times. Ctrl-C saves the state; the
            same command goes on from there. Exit code 1 says that an arm failed; its row says why.
            """)

    @Argument(help: "The pipeline file (YAML) with an ablation: block.")
    var pipeline: ScanPath

    @Option(help: ArgumentHelp("The run folder.", valueName: "run"))
    var out: ScanPath

    @Option(help: ArgumentHelp("The folder that holds the manifest; paths in it are relative to it.", valueName: "dir"))
    var data: ScanPath?

    @Option(help: ArgumentHelp("Replaces a value of the pipeline file.", valueName: "key=value"))
    var set: [String] = []

    @Option(help: ArgumentHelp("How many trainings run at a time, each in its own process.", valueName: "n"))
    var jobs = 1

    @Option(help: ArgumentHelp("The unit to run, for a process of its own.", visibility: .hidden))
    var unit: String?

    @Option(help: ArgumentHelp("The process that asks for the unit.", visibility: .hidden))
    var parent: Int32?

    @Flag(help: "Go on where a patient, a file or a near-duplicate stands in two folds; every output then says so.")
    var acceptLeaks = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...1024).contains(jobs) else { throw ValidationError("--jobs must be between 1 and 1024, not \(jobs)") }
        for path in [pipeline, out] + [data].compactMap(\.self) { try path.refuseBytes() }
    }

    func run() throws {
        Interruption.handleSignals()
        let source = try PipelineSource(contentsOf: pipeline.path, overrides: set.map { try Override($0) })
        let experiment = try source.pipeline()
        let threads = global.threads ?? max(global.threadCount / jobs, 1)
        let request = RunRequest(
            output: out.path, data: experiment.dataFolder(given: data?.path, besides: pipeline.path),
            pipelineFolder: Pipeline.folder(of: pipeline.path), threads: threads, acceptsLeaks: acceptLeaks,
            commandLine: CommandLine.arguments)
        if let unit {
            // A process whose parent is gone saves its state and ends.
            let parent = parent ?? getppid()
            let failure = try source.ablateUnit(
                unit, request, isCancelled: { Interruption.isRequested || getppid() != parent })
            if failure != nil { throw ExitStatus.someFailed }
            return
        }
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        var display = PipelineDisplay(bar: bar, messages: global.messages, epochs: experiment.training.epochs)
        let outcome = try source.ablate(
            request, processes: processes(threads: threads), isCancelled: { Interruption.isRequested },
            watch: { display.show($0) })
        bar.clear()
        let summary = AblationSummary(outcome)
        if global.json {
            for line in summary.objects { try JSONLine.print(line) }
        } else {
            for line in summary.lines { try StandardStreams.print(line) }
        }
        if outcome.result.arms.contains(where: { $0.problem != nil }) { throw ExitStatus.someFailed }
    }

    /// Each unit has a process of its own, also with one job, so that the memory that is reported is its own.
    private func processes(threads: Int) -> UnitProcesses {
        var arguments = [
            "ablate", pipeline.path.string, "--out", out.path.string, "--threads", "\(threads)", "--quiet",
            "--parent", "\(getpid())",
        ]
        if let data { arguments += ["--data", data.path.string] }
        for setting in set { arguments += ["--set", setting] }
        return UnitProcesses(jobs: jobs) { [arguments] in arguments + ["--unit", $0] }
    }
}
