import ArgumentParser
import Audits
import Cohorts
import Pipelines
import Preparation
import SystemPackage

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Audits a cohort: unreadable scans, duplicates and near-duplicates, class balance, leaks between parts.",
        discussion: """
            Example: cine check data/labels.csv --label diagnosis --group patient_id

            COHORT is a manifest (CSV or TSV), a folder with labels.csv, a BIDS tree with participants.tsv, a folder with
            one folder of scans for each class, or a pipeline file, whose split is then audited, and the folds of its
            validation where it has that block. Columns that are not named are guessed, and the audit says what was taken.
            Ends with 1 when something was found.
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

    private func pipelineAudit() throws -> CohortCheck {
        let pipeline = try Pipeline(contentsOf: cohort.path)
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        return try pipeline.checkCohort(
            data: pipeline.dataFolder(given: data?.path, besides: cohort.path),
            below: Pipeline.folder(of: cohort.path), threads: global.threadCount
        ) { event in
            if case .examined(let done, let count) = event { show(done, of: count, on: bar) }
        }
    }

    private func cohortAudit() throws -> CohortCheck {
        let description = CohortDescription(
            path: path, label: label, group: group.isEmpty ? nil : NameList(group), suffix: suffix,
            frames: framesInFolders)
        let cohort = try CohortReader.read(description, folder: self.cohort.path)
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        let evidence = try CohortEvidence.read(
            cohort.samples, preparation: Preparation(), threads: global.threadCount,
            progress: { show($0, of: cohort.samples.count, on: bar) })
        return try CohortCheck(cohort, evidence: evidence, preparation: Preparation(), partColumn: split)
    }

    private func show(_ done: Int, of count: Int, on bar: ProgressBar) {
        bar.show(fraction: Double(done) / Double(max(count, 1)), "read \(done) of \(count) scans")
    }
}
