import Cohorts
import Foundation
import Networks
import RunFolders
import Studies
import SystemPackage
import Training

extension TrustRun {
    /// Removes what the training on shuffled labels left.
    func removeRetraining() throws {
        try FileManager.default.removeItem(atPath: folder.shuffledTraining.root.string)
        try folder.whole.removeCheckpoints()
    }

    /// The weights of a network that the run's recipe trained on labels that were shuffled among the patients; of several members
    /// the first one's scans are taken. It starts from other weights than the run's: what both had from the start would not be learnt.
    ///
    /// An interrupted training goes on from its checkpoint.
    func shuffledWeights(
        _ pipeline: Pipeline, of cohort: Cohort, in places: Places, isCancelled: () -> Bool,
        watch: (TrainingProgress) -> Void
    ) throws -> Weights {
        if case .unit = pipeline.training.initial { throw PipelineError.noPreviousFold }
        let parts = try learntParts(pipeline, of: RecordedCohort(cohort, in: folder))
        let request = RunRequest(
            output: folder.root, data: places.data, pipelineFolder: places.pipelineFolder, threads: threads,
            commandLine: [])
        let unit = try pipeline.judgedTraining(
            parts, fold: 0, seed: pipeline.training.seed &+ Self.seed,
            imported: try pipeline.training.initial.imported(below: places.pipelineFolder), leaksAccepted: nil,
            request: request)
        try folder.whole.create()
        try folder.shuffledTraining.create()
        return try unit.trainer.train(
            parts.training, tuning: parts.tuning, in: folder.shuffledTraining, isCancelled: isCancelled, progress: watch
        ).weights
    }

    /// The scans that the model, or its first member, was trained and tuned on, with their labels shuffled.
    private func learntParts(_ pipeline: Pipeline, of recorded: RecordedCohort) throws -> CohortParts {
        let cohort = recorded.cohort
        var learnt = cohort
        let parts: CohortParts
        if FileManager.default.fileExists(atPath: folder.plan.string) {
            let study = try pipeline.crossValidation(of: cohort, keepingWhole: recorded.groups)
            parts = try study.parts(of: study.plan.units[0])
        } else {
            parts = CohortParts(cohort: cohort, split: try recordedSplit(of: cohort))
        }
        learnt.samples = parts.training + parts.tuning
        return CohortParts(cohort: learnt.permutingLabels(seed: Self.seed, number: 0), split: parts.split)
    }

    /// The parts that `split.csv` lists.
    private func recordedSplit(of cohort: Cohort) throws -> Split {
        let table = try DelimitedTable.read(folder.split)
        let (ids, parts) = (try table.index(of: "sample"), try table.index(of: "part"))
        let names = Dictionary(cohort.samples.map { (CSVWriter.harmless($0.id), $0.id) }) { first, _ in first }
        return Split(
            parts: Dictionary(
                table.rows.compactMap { row in
                    guard let id = names[row[ids].text], let part = Part(rawValue: row[parts].text) else { return nil }
                    return (id, part)
                }, uniquingKeysWith: { first, _ in first }))
    }
}
