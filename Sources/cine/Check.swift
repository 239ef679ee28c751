import ArgumentParser
import Cohorts
import SystemPackage

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Audits a cohort: unreadable scans, identical files, class balance, patients in two parts.",
        discussion: """
            Example: cine check data/labels.csv --label diagnosis --group patient_id

            COHORT is a manifest (CSV or TSV), a folder with labels.csv, a BIDS tree with participants.tsv, or a folder
            with one folder of scans for each class. Columns that are not named are guessed, and the audit says what was
            taken. Ends with 1 when something was found.
            """)

    @Argument(help: "The manifest or the folder.")
    var cohort: String

    @Option(help: ArgumentHelp("The column of the files or frame folders.", valueName: "column"))
    var path: String?

    @Option(help: ArgumentHelp("The column of the classes.", valueName: "column"))
    var label: String?

    @Option(
        help: ArgumentHelp("A column that says which scans belong together; may be given again.", valueName: "column"))
    var group: [String] = []

    @Option(help: ArgumentHelp("The column of the parts.", valueName: "column"))
    var split: String?

    @Option(
        help: ArgumentHelp("The ending that chooses among the images of a BIDS tree, such as T1w.", valueName: "suffix")
    )
    var suffix: String?

    @Flag(help: "In a class-per-folder tree, read the images directly in one folder as the frames of one scan.")
    var framesInFolders = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let description = CohortDescription(
            path: path, label: label, group: group.isEmpty ? nil : NameList(group), suffix: suffix,
            frames: framesInFolders)
        let cohort = try CohortReader.read(description, folder: FilePath(cohort))
        let audit = try CohortAudit(cohort, contents: contents(of: cohort.samples), partColumn: split)
        if global.json {
            try JSONLine.print(audit)
        } else {
            print(audit)
        }
        if audit.foundSomething { throw ExitStatus.someFailed.code }
    }

    private func contents(of samples: [Sample]) -> [SampleContent] {
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        return SampleContent.read(samples, decodes: true, threads: global.threadCount) { done in
            bar.show(fraction: Double(done) / Double(samples.count), "read \(done) of \(samples.count) scans")
        }
    }
}
