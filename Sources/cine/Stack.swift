import ArgumentParser
import Evaluation
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
            Where the runs choose a threshold, or abstain, by the same rule, so does the stack, with numbers of its own.
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
        let outcome = try StackedRuns(runs.map(\.path)).write(to: folder)
        let report = outcome.report
        for remark in outcome.remarks { global.messages.warn(remark) }
        if global.json {
            try JSONLine.print(report)
        } else if let pooled = report.pooled {
            try StandardStreams.print("model \(folder.model): a stack of \(runs.count) runs")
            try StandardStreams.print(
                "judged out of fold on \(pooled.samples) scans of \(pooled.patients) patients (95 % intervals):")
            for line in MetricsLines.lines(pooled) + MetricsLines.lines(report.abstention) + lines(of: outcome.decision)
            { try StandardStreams.print(line) }
        }
    }

    /// What the written stack decides by; its numbers are fitted on all scans.
    private func lines(of decision: StackDecision) -> [String] {
        let threshold = decision.operatingPoint.map { "threshold \($0.threshold), for \($0.rule)" }
        return [threshold, decision.abstention.map { "abstains above an uncertainty of \($0.limit)" }].compactMap(
            \.self)
    }
}
