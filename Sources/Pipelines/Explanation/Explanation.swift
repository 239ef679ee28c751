import Cohorts
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
        let examples = explainer.examples.sha256
        for (done, scan) in scans.enumerated() {
            if isCancelled() { throw ExplainError.interrupted(scans: done) }
            let content = SampleContent(of: scan.source, decodes: false).hash?.description
            let (record, entry) =
                try folder.finished(
                    scan.name, content: content, model: explainer.model.id, settings: explainer.settings,
                    clinical: explainer.clinicalValues(of: scan.source), examples: examples)
                ?? explain(scan, content: content)
            entries.append(entry)
            try each(record)
        }
        try ExplanationIndex(entries: entries).write(to: folder.index)
    }

    /// Explains a scan and writes its folder, the record last. A scan whose folder cannot be made fails alone; a disk that takes
    /// nothing more ends all.
    private func explain(
        _ scan: FoundScan, content: String?
    ) throws -> (SaliencyRecord, ExplanationIndex.Entry) {
        do {
            try folder.clear(scan.name)
            try RunFolder(folder.folder(of: scan.name)).create()
            let (record, entry) = try explained(scan, content: content)
            try AtomicFile.write(try ReadableJSON.bytes(of: entry), to: folder.entry(of: scan.name))
            try AtomicFile.write(try ReadableJSON.bytes(of: record), to: folder.record(of: scan.name))
            return (record, entry)
        } catch let error as RunFolderError where !error.concernsDisk {
            return failure(of: scan, error)
        }
    }

    private func explained(
        _ scan: FoundScan, content: String?
    ) throws -> (SaliencyRecord, ExplanationIndex.Entry) {
        do {
            if let problem = scan.problem { throw problem }
            let finding = try explainer.explain(scan.source)
            let files = try folder.writeMaps(finding, sample: scan.name)
            var record = explainer.record(finding, sample: scan.name, files: files)
            record.content = content
            let page = explainer.page(of: finding, record: record)
            try ExplanationPage(page).write(to: folder.report(of: scan.name))
            return (record, try ExplanationIndex.Entry(page, link: folder.link(to: scan.name)))
        } catch let error as RunFolderError {
            throw error
        } catch {
            try folder.clear(scan.name)
            return failure(of: scan, error)
        }
    }

    private func failure(of scan: FoundScan, _ error: any Error) -> (SaliencyRecord, ExplanationIndex.Entry) {
        let reason = Self.reason(of: error)
        return (
            explainer.failure(scan.name, error: reason), ExplanationIndex.Entry(sample: scan.name, failure: reason)
        )
    }

    /// What was wrong, without the paths that pages are not to show: folders are named after patients.
    private static func reason(of error: any Error) -> String {
        switch error {
        case let error as ScanError: "\(error.reason)"
        case RunFolderError.failed(let operation, _, let code):
            "its folder cannot be written: cannot \(operation.rawValue): \(code)"
        case is RunFolderError: "its folder cannot be written: something else stands in its place"
        default: "\(error)"
        }
    }
}

extension RunFolderError {
    /// Whether no other file of the folder could be written either.
    fileprivate var concernsDisk: Bool {
        guard case .failed(_, _, let code) = self else { return false }
        return [.noSpace, Errno(rawValue: EDQUOT), .readOnlyFileSystem, .permissionDenied, .ioError].contains(code)
    }
}
