import Audits
import Cohorts
import RunFolders
import SystemPackage

extension Pipeline {
    /// Writes what the run is made of: `cohort.csv` with content hashes, `split.csv`, `leaks.json` and
    /// `environment.json`.
    func record(
        _ cohort: Cohort, split: String, evidence: CohortEvidence, audit: LeakAudit, request: RunRequest,
        in folder: RunFolder
    ) throws {
        try folder.write(
            cohort.table(contents: evidence.contents, columns: recordedColumns), once: folder.cohort)
        try folder.write(split, once: folder.split)
        try AtomicFile.write(try ReadableJSON.bytes(of: audit), to: folder.leaks)
        try AtomicFile.write(
            try ReadableJSON.bytes(
                of: RunEnvironment(
                    threads: request.threads, seed: training.seed,
                    parameters: networkInput(of: cohort).flatMap { try? model.parameterCount(for: $0) },
                    leaksAccepted: audit.stamp,
                    commandLine: request.commandLine)),
            to: folder.environment)
    }
}

extension Pipeline {
    /// What `cohort.csv` says beside: a training with other labels of frames is another one.
    private var recordedColumns: [String] {
        let names = report.demographics.names
        return names + [cohort.frameLabels].compactMap { $0 }.filter { !names.contains($0) }
    }
}

extension Cohort {
    /// The SHA-256 of what the samples' files hold, in hexadecimal digits, by the samples' ids; an unreadable one has none.
    func hashes(_ contents: [SampleContent]) -> [String: String] {
        var hashes: [String: String] = [:]
        for (sample, content) in zip(samples, contents) { hashes[sample.id] = content.hash?.description }
        return hashes
    }
}

extension RunFolder {
    /// Writes a table of the run once; a later process of the same run must come with the same one.
    ///
    /// - Throws: `PipelineError.otherData` where the table says something else: the scans are not those that the run began with.
    func write(_ text: String, once path: FilePath) throws {
        if (try? WholeFile.bytes(at: path)).map({ $0 != Array(text.utf8) }) ?? false {
            throw PipelineError.otherData(path)
        }
        try AtomicFile.write(Array(text.utf8), to: path)
    }
}
