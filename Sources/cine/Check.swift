import ArgumentParser
import Cohorts
import Pipelines
import SystemPackage

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Audits a cohort: unreadable scans, identical files, class balance, patients in two parts.",
        discussion: """
            Example: cine check data/labels.csv --label diagnosis --group patient_id

            COHORT is a manifest (CSV or TSV), a folder with labels.csv, a BIDS tree with participants.tsv, a folder with
            one folder of scans for each class, or a pipeline file, whose split is then audited. Columns that are not named
            are guessed, and the audit says what was taken. Ends with 1 when something was found.
            """)

    @Argument(help: "The manifest, the folder or the pipeline file.")
    var cohort: ScanPath

    @Option(help: ArgumentHelp("With a pipeline file: the folder that holds the data.", valueName: "dir"))
    var data: ScanPath?

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
        let audit = try isPipeline ? pipelineAudit() : cohortAudit()
        if global.json {
            try JSONLine.print(audit)
        } else {
            try StandardStreams.print("\(audit)")
        }
        if audit.foundSomething { throw ExitStatus.someFailed }
    }

    private var isPipeline: Bool { ["yaml", "yml"].contains(cohort.path.extension?.lowercased() ?? "") }

    private func pipelineAudit() throws -> CohortAudit {
        let pipeline = try Pipeline(contentsOf: cohort.path)
        let folder = pipeline.dataFolder(given: data?.path, besides: cohort.path)
        let cohort = try CohortReader.read(pipeline.cohort, folder: folder)
        let split = try Split.make(cohort, pipeline.split)
        return CohortAudit(cohort, contents: contents(of: cohort.samples), split: split)
    }

    private func cohortAudit() throws -> CohortAudit {
        let description = CohortDescription(
            path: path, label: label, group: group.isEmpty ? nil : NameList(group), suffix: suffix,
            frames: framesInFolders)
        let cohort = try CohortReader.read(description, folder: self.cohort.path)
        return try CohortAudit(cohort, contents: contents(of: cohort.samples), partColumn: split)
    }

    private func contents(of samples: [Sample]) -> [SampleContent] {
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        return SampleContent.read(samples, decodes: true, threads: global.threadCount) { done in
            bar.show(fraction: Double(done) / Double(samples.count), "read \(done) of \(samples.count) scans")
        }
    }
}
