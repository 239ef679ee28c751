import ArgumentParser
import Foundation
import Imaging
import Pipelines
import SystemPackage
import Training

struct Classify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Classifies every scan below the paths, one row a scan, bad files included.",
        discussion: """
            Example: cine classify runs/phantom/model.safetensors new-scans/ --out predictions.csv

            The table is written batch by batch; running the same command again goes on where it stopped. Rows that are there
            stay as they are, also where --uncertainty, --passes or --seed were others. Exit code 1 says that
            some scans failed: their rows say why. A model that answers for each frame writes its frames beside, into
            predictions.frames.csv.
            """)

    @Argument(help: "The model file (.safetensors).")
    var model: ScanPath

    @Argument(help: ArgumentHelp("Scans, folders, frame folders or manifests.", valueName: "path"))
    var paths: [ScanPath] = []

    @OptionGroup var list: PathList

    @Option(help: ArgumentHelp("The table to write (CSV).", valueName: "csv"))
    var out: ScanPath

    @Option(help: "How many scans are held in memory and scored at a time.")
    var batch = 16

    @Option(
        help: ArgumentHelp(
            "What tells how unsure the model is: dropout or augmentation, by several passes over each scan.",
            valueName: "method"))
    var uncertainty: PassUncertainty.Method?

    @Option(help: "How many passes --uncertainty takes.")
    var passes = 20

    @Option(help: "What the passes of --uncertainty depend on.")
    var seed: UInt64 = 0

    @Flag(help: "The images of one folder are the frames of one scan; without it the model says so.")
    var framesInFolders = false

    @Flag(help: "Go on with a table that holds rows of this model already; this is what happens anyway.")
    var resume = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if paths.isEmpty, list.list == nil { throw ValidationError("name a scan, a folder, a manifest or --list FILE") }
        guard (1...4096).contains(batch) else {
            throw ValidationError("--batch must be between 1 and 4096, not \(batch)")
        }
        guard (2...PassUncertainty.passLimit).contains(passes) else {
            throw ValidationError("--passes must be between 2 and \(PassUncertainty.passLimit), not \(passes)")
        }
    }

    func run() throws {
        Interruption.handleSignals()
        let subject = try ScanModel.read(from: model.path)
        let paths = try list.paths(besides: paths)
        let scans = try ScanSelection.scans(
            under: paths, framesInFolders: framesInFolders || subject.framesInFolders)
        if scans.isEmpty { throw NoScans(paths: paths) }
        let table = try ClassificationTable(out.path, classes: subject.classes, modelID: subject.id)
        let frames =
            subject.answersFrames
            ? try FrameAnswerTable(FrameAnswerTable.path(besides: out.path), classes: subject.classes, besides: table)
            : nil
        let missing = table.missing(of: scans)
        if missing.count < scans.count {
            global.messages.say("\(out.path) holds \(scans.count - missing.count) of \(scans.count) scans; going on")
        }

        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        let pace = Pace(total: missing.count)
        var counts: [ClassificationRow.Status: Int] = [:]
        let classify = try subject.classifier(
            batch: batch, threads: global.threadCount, manifests: ScanSelection.manifests(among: paths),
            method: uncertainty, passes: passes, seed: seed)
        var unprinted: (any Error)?
        try classify(missing, { Interruption.isRequested }) { rows throws(ClassificationError) in
            try frames?.append(rows)
            try table.append(rows)
            for row in rows { counts[row.status, default: 0] += 1 }
            if global.json, unprinted == nil {
                do { for row in rows { try StandardStreams.print(row.json.text) } } catch { unprinted = error }
            }
            let done = counts.values.reduce(0, +)
            bar.show(
                fraction: Double(done) / Double(missing.count), "\(done) of \(missing.count) scans",
                remaining: pace.remaining(after: done))
        }
        try frames?.close()
        try table.close()
        bar.clear()
        if let unprinted { throw unprinted }
        let failed = counts[.failed, default: 0] + table.failedBefore
        let abstained = counts[.abstained, default: 0] + table.abstainedBefore
        global.messages.say(
            "\(scans.count) scans, \(failed) failed\(abstained > 0 ? ", \(abstained) abstained" : ""), written to \(out.path)"
        )
        if failed > 0 { throw ExitStatus.someFailed }
    }
}

extension PassUncertainty.Method: ExpressibleByArgument {}

/// How long work has taken, and how long the rest will take at the same pace.
private struct Pace {
    let start = Date()
    let total: Int

    func remaining(after done: Int) -> Double? {
        done > 0 ? -start.timeIntervalSinceNow / Double(done) * Double(total - done) : nil
    }
}
