import ArgumentParser
import Foundation
import RunFolders
import Studies
import SystemPackage

struct Stack: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the models of several validations on the same folds together as one.",
        discussion: """
            Example: cine stack runs/resnet runs/densenet runs/mobilenet --out runs/stack

            A logistic regression learns from the out-of-fold predictions whom to believe. Writes predictions.csv (out of fold:
            each fold by a regression that learnt from the others), metrics.json and model.safetensors, which holds all members.
            """)

    @Argument(help: ArgumentHelp("The run folders of finished validations.", valueName: "run"))
    var runs: [ScanPath]

    @Option(help: ArgumentHelp("The folder to write.", valueName: "run"))
    var out: ScanPath

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard runs.count >= 2 else { throw ValidationError("name two runs or more") }
    }

    func run() throws {
        let folder = RunFolder(out.path)
        let report = try StackedRuns(runs.map(\.path)).write(to: folder)
        if global.json {
            try JSONLine.print(report)
        } else if let pooled = report.pooled {
            try StandardStreams.print("model \(folder.model): a stack of \(runs.count) runs")
            try StandardStreams.print(
                "judged out of fold on \(pooled.samples) scans of \(pooled.patients) patients (95 % intervals):")
            for line in MetricsLines.lines(pooled) { try StandardStreams.print(line) }
        }
    }
}
