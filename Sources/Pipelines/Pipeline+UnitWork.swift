import Cohorts
import RunFolders
import Studies

/// What every unit of an ablation or a search is trained with beside its own pipeline and parts.
struct UnitWork {
    /// The SHA-256 of what the samples' files hold, by the samples' ids.
    let hashes: [String: String]
    let leaksAccepted: [String: Int]?
    let request: RunRequest

    /// Trains and judges one unit in its folder.
    ///
    /// - Returns: the judged part's figures stand in the unit's files.
    func train(
        _ pipeline: Pipeline, _ parts: CohortParts, unit: StudyUnit, in files: UnitFolder,
        isCancelled: () -> Bool, watch: (PipelineEvent) -> Void
    ) throws {
        if case .unit = pipeline.training.initial { throw PipelineError.noPreviousFold }
        try AtomicFile.write(parts.split.table(of: parts.cohort), to: files.split)
        let training = try pipeline.judgedTraining(
            parts, fold: unit.fold, seed: unit.seed,
            imported: try pipeline.training.initial.imported(below: request.pipelineFolder),
            leaksAccepted: leaksAccepted, request: request)
        _ = try training.asUnit.run(
            in: files,
            describe: { network in
                pipeline.modelDescription(
                    input: network.input, settings: training.trainer.recipe.settings,
                    clinical: training.trainer.recipe.clinical, learnt: parts.training + parts.tuning, of: parts.cohort,
                    hashes: hashes, leaksAccepted: leaksAccepted)
            },
            isCancelled: isCancelled, watch: { watch(PipelineEvent($0)) })
    }
}
