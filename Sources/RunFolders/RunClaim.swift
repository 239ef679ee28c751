import Foundation
import SystemPackage

extension RunFolder {
    /// Refuses a folder that another pipeline or another process has, before long work for it; nothing is written.
    ///
    /// - Throws: as `claim(pipeline:)` and `lock()`; nothing where the folder is not there.
    public func refuseOthers(than text: String) throws(RunFolderError) {
        guard (try? Stat(root, followTargetSymlink: true))?.type == .directory else { return }
        if let holder { throw .inUse(root, process: holder.process) }
        _ = try isClaimed(by: text)
    }

    /// Makes the folder that of `pipeline`, the resolved text, by writing it; the same pipeline may come again.
    ///
    /// - Throws: `RunFolderError.differentPipeline` with the first line that differs; `.foreignFiles` where files of a
    ///   run stand in the folder without a pipeline; `.failed` where the system refuses.
    public func claim(pipeline text: String) throws(RunFolderError) {
        if try !isClaimed(by: text) { try AtomicFile.write(text, to: pipeline) }
    }

    /// Whether the pipeline stands in the folder already; another one is refused.
    private func isClaimed(by text: String) throws(RunFolderError) -> Bool {
        guard (try? Stat(pipeline, followTargetSymlink: false)) != nil else {
            let foreign = try FolderListing.names(in: root).map(\.string).filter(Self.names.contains).sorted()
            guard foreign.isEmpty else { throw .foreignFiles(root, foreign) }
            return false
        }
        let recorded = String(decoding: try WholeFile.bytes(at: pipeline), as: UTF8.self)
        guard recorded != text else { return true }
        let (old, new) = (recorded.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
        let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        throw .differentPipeline(
            root, line: line + 1, recorded: line < old.count ? old[line] : "", given: line < new.count ? new[line] : "")
    }

    /// The names that a run gives to its files, other than the pipeline's.
    private static let names: Set<String> = {
        let folder = RunFolder("")
        let files = [
            folder.environment, folder.cohort, folder.split, folder.leaks, folder.plan, folder.units, folder.model,
            folder.predictions, folder.testPredictions, folder.whole.frames,
            folder.metrics, folder.timing, folder.saliency, folder.comparison, folder.report, folder.whole.history,
            folder.whole.checkpoints,
        ]
        return Set(files.map(\.string)).union(RunFolder.studyNames)
    }()
}
