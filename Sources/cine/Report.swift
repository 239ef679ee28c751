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
            """)

    @Argument(help: ArgumentHelp("The run folder that train or validate wrote.", valueName: "run"))
    var folder: ScanPath

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let run = RunFolder(folder.path)
        try StudyReport.write(in: run)
        if global.json {
            try JSONLine.print(["report": run.report.string])
        } else {
            try StandardStreams.print(run.report.string)
        }
    }
}
