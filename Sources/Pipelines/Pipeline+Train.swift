import Audits
import Cohorts
import Foundation
import Reports
import RunFolders
import Studies
import Training

extension Pipeline {
    /// Trains one model on the pipeline's split and judges it once on the part that was held out.
    ///
    /// The run folder ends with the files of `design.md`; running it again does only what is missing.
    ///
    /// - Parameters:
    ///   - isCancelled: asked before every step; a yes saves the state and throws `TrainingError.interrupted`.
    ///   - watch: told what happens.
    public func train(
        _ request: RunRequest, isCancelled: () -> Bool = { false }, watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> TrainOutcome {
        try check()
        if case .unit = training.initial { throw PipelineError.noPreviousFold }
        let folder = RunFolder(request.output)
        let text = try resolvedYAML()
        try folder.refuseOthers(than: text)
        let (parts, evidence, _) = try assemble(
            from: request.data, below: request.pipelineFolder, threads: request.threads, isCancelled: isCancelled,
            watch: watch)
        let audit = try passGate(
            parts.cohort, partings: [AuditedParts(parts.split)], evidence: evidence, leftOut: parts.split.leftOut,
            below: request.pipelineFolder, acceptsLeaks: request.acceptsLeaks, watch: watch)
        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: text)
        try record(
            parts.cohort, split: parts.split.table(of: parts.cohort), evidence: evidence, audit: audit,
            request: request, in: folder)

        if let finished = try folder.finishedOutcome() {
            if !FileManager.default.fileExists(atPath: folder.report.string) { try StudyReport.write(in: folder) }
            watch(.note("\(request.output) holds a finished training of this pipeline; nothing is left to do"))
            return finished
        }
        try folder.whole.create()
        let imported = try training.initial.imported(below: request.pipelineFolder)
        let fold = split.fold ?? 0
        let hashes = parts.cohort.hashes(evidence.contents)
        let unit = try judgedTraining(
            parts, fold: fold, seed: training.seed, imported: imported, leaksAccepted: audit.stamp, request: request)
        let outcome = try unit.run(
            in: folder.whole,
            describe: { network in
                modelDescription(
                    input: network.input, settings: unit.trainer.recipe.settings,
                    clinical: unit.trainer.recipe.clinical,
                    learnt: parts.training + parts.tuning, of: parts.cohort, hashes: hashes,
                    leaksAccepted: audit.stamp)
            },
            isCancelled: isCancelled, watch: { watch(PipelineEvent($0)) })
        try folder.whole.removeCheckpoints()
        try writeReport(of: parts.judged, in: folder, threads: request.threads)
        return TrainOutcome(
            folder: folder, metrics: outcome.metrics, leaksAccepted: audit.stamp, epoch: outcome.network.epoch,
            modelID: outcome.model.id, parameters: outcome.network.parameters,
            trainedParameters: outcome.network.trainedParameters)
    }
}
