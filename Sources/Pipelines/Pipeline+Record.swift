import Cohorts
import RunFolders
import SystemPackage

extension Pipeline {
    /// Writes what the run is made of: `cohort.csv` with content hashes, `split.csv` and `environment.json`.
    ///
    /// - Returns: what the samples' files hold, by the samples' ids.
    func record(
        _ cohort: Cohort, split: String, request: RunRequest, in folder: RunFolder, watch: (PipelineEvent) -> Void
    ) throws -> [String: SampleContent] {
        let samples = cohort.samples
        let contents = SampleContent.read(samples, decodes: false, threads: request.threads) { done in
            watch(.hashed(done, of: samples.count))
        }
        try folder.write(cohort.table(contents: contents), once: folder.cohort)
        try folder.write(split, once: folder.split)
        try AtomicFile.write(
            try ReadableJSON.bytes(
                of: RunEnvironment(
                    threads: request.threads, seed: training.seed, commandLine: request.commandLine)),
            to: folder.environment)
        return cohort.byID(contents)
    }
}

extension Cohort {
    /// What the samples' files hold, by the samples' ids.
    func byID(_ contents: [SampleContent]) -> [String: SampleContent] {
        Dictionary(uniqueKeysWithValues: zip(samples.map(\.id), contents))
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
