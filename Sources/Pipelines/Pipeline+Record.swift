import Audits
import Cohorts
import Foundation
import Kernels
import RunFolders
import SystemPackage
import Training

extension Pipeline {
    /// Writes what the run is made of: `cohort.csv` with content hashes, `split.csv`, `leaks.json` and
    /// `environment.json`.
    func record(_ parts: CohortParts, audit: LeakAudit, request: TrainRequest, in folder: RunFolder) throws {
        try folder.write(parts.cohort.table(contents: parts.evidence.contents), once: folder.cohort)
        try folder.write(parts.split.table(of: parts.cohort), once: folder.split)
        try AtomicFile.write(try ReadableJSON.bytes(of: audit), to: folder.leaks)
        try AtomicFile.write(
            try ReadableJSON.bytes(
                of: RunEnvironment(
                    threads: request.threads, seed: training.seed, leaksAccepted: audit.stamp,
                    commandLine: request.commandLine)),
            to: folder.environment)
    }

    /// What the model file says beside the weights.
    func modelDescription(
        of network: TrainedNetwork, settings: TrainingSettings, parts: CohortParts, audit: LeakAudit
    ) -> ModelDescription {
        let learnt = parts.training + parts.tuning
        let ids = Set(learnt.map(\.id))
        var hash = SHA256()
        for (sample, content) in zip(parts.cohort.samples, parts.evidence.contents) where ids.contains(sample.id) {
            hash.update(Array("\(content.hash.map { "\($0)" } ?? "-") \(sample.label)\n".utf8).span)
        }
        let counts = parts.cohort.classes.indices.map { label in learnt.count { $0.label == label } }
        return ModelDescription(
            architecture: model, input: network.input, preparation: preparation, classes: parts.cohort.classes,
            positiveClass: parts.cohort.positiveClass, framesInFolders: parts.cohort.samples.isClips,
            intendedUse: intendedUse,
            cohort: CohortFingerprint(
                sha256: "\(hash.digest())", scans: learnt.count, patients: Set(learnt.map(\.patient)).count,
                classCounts: counts),
            training: settings, cineVersion: CineVersion.current, leaksAccepted: audit.stamp)
    }
}

extension RunFolder {
    /// Writes a table of the run once; a later process of the same run must come with the same one.
    ///
    /// - Throws: `PipelineError.otherData` where the table says something else: the scans are not those that the run began with.
    fileprivate func write(_ text: String, once path: FilePath) throws {
        if (try? WholeFile.bytes(at: path)).map({ $0 != Array(text.utf8) }) ?? false {
            throw PipelineError.otherData(path)
        }
        try AtomicFile.write(Array(text.utf8), to: path)
    }
}

extension [Sample] {
    /// Whether the samples are folders of frames rather than files.
    fileprivate var isClips: Bool {
        contains { if case .frames = $0.source { true } else { false } }
    }
}
