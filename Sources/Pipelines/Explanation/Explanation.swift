import Foundation
import Imaging
import Reports
import RunFolders
import SystemPackage
import Training

/// Explains scans one after another and writes a folder for each; what is there already is not done again.
public struct Explanation {
    public let explainer: ScanExplainer
    public let folder: ExplanationFolder

    public init(_ explainer: ScanExplainer, in folder: ExplanationFolder) {
        self.explainer = explainer
        self.folder = folder
    }

    /// - Parameters:
    ///   - isCancelled: asked before every scan; a yes throws `ExplainError.interrupted`.
    ///   - each: called with each scan's record, as soon as it is written.
    public func run(
        _ scans: [FoundScan], isCancelled: () -> Bool = { false }, each: (SaliencyRecord) throws -> Void
    ) throws {
        let run = RunFolder(folder.root)
        try run.create()
        let lock = try run.lock()
        defer { withExtendedLifetime(lock) {} }
        var entries: [ExplanationIndex.Entry] = []
        for (done, scan) in scans.enumerated() {
            if isCancelled() { throw ExplainError.interrupted(scans: done) }
            let (record, entry) =
                try folder.finished(
                    scan.name, model: explainer.model.id, settings: explainer.settings,
                    clinical: explainer.clinicalValues(of: scan.source)) ?? explain(scan)
            entries.append(entry)
            try each(record)
        }
        try ExplanationIndex(entries: entries).write(to: folder.index)
    }

    /// Explains a scan and writes its folder, the record last.
    private func explain(_ scan: FoundScan) throws -> (SaliencyRecord, ExplanationIndex.Entry) {
        try RunFolder(folder.folder(of: scan.name)).create()
        var record: SaliencyRecord
        var entry: ExplanationIndex.Entry
        do {
            if let problem = scan.problem { throw problem }
            let finding = try explainer.explain(scan.source)
            let files = try folder.writeMaps(finding, sample: scan.name)
            record = explainer.record(finding, sample: scan.name, files: files)
            let page = explainer.page(of: finding, record: record)
            try ExplanationPage(page).write(to: folder.report(of: scan.name))
            entry = try ExplanationIndex.Entry(page, link: folder.link(to: scan.name))
        } catch let error as RunFolderError {
            throw error
        } catch {
            record = explainer.failure(scan.name, error: "\(error)")
            entry = ExplanationIndex.Entry(sample: scan.name, failure: "\(error)")
        }
        try AtomicFile.write(try ReadableJSON.bytes(of: entry), to: folder.entry(of: scan.name))
        try AtomicFile.write(try ReadableJSON.bytes(of: record), to: folder.record(of: scan.name))
        return (record, entry)
    }
}
