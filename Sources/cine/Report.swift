import ArgumentParser
import Reports
import RunFolders
import SystemPackage

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rebuilds report.html from the files of a run folder.",
        discussion: """
            Example: cine report runs/cross

            train and validate write the report themselves. It is one file without anything from elsewhere: cohort, metrics
            with intervals, curves, errors, what is missing, provenance and a CLAIM checklist.

            --against sets another run on the same cohort beside it, such as the same study without its leaks: comparison.json
            and a part of the page say how the figures of the scans that both judged differ, with intervals.
            """)

    @Argument(help: ArgumentHelp("The run folder that train or validate wrote.", valueName: "run"))
    var folder: ScanPath

    @Option(help: ArgumentHelp("The folder of another run to compare with.", valueName: "run"))
    var against: ScanPath?

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let run = RunFolder(folder.path)
        if let against {
            let comparison = try RunComparison(of: run, against: RunFolder(against.path))
            try comparison.write(to: run)
            if !global.json { try StandardStreams.print(comparison.sentence) }
        }
        try StudyReport.write(in: run)
        if global.json {
            try JSONLine.print(["report": run.report.string])
        } else {
            try StandardStreams.print(run.report.string)
        }
    }
}
