import Cohorts
import RunFolders
import Studies
import SystemPackage
import Training

/// The units of a cross-validation as this pipeline trains and judges them.
struct StudyUnits {
    var pipeline: Pipeline
    var study: CrossValidation
    /// The SHA-256 of what the samples' files hold, by the samples' ids.
    var hashes: [String: String]
    /// How many leaks of each kind were accepted; nil where there was none.
    var leaksAccepted: [String: Int]?
    var request: RunRequest

    /// Runs the units of a plan here, one after another.
    ///
    /// - Returns: the units that failed.
    func run(
        _ plan: StudyPlan, in folder: RunFolder, isCancelled: () -> Bool, watch: (PipelineEvent) -> Void
    ) throws -> [UnitFailure] {
        let imported = try pipeline.training.initial.imported(below: request.pipelineFolder)
        return try StudyRunner(plan, in: folder).run(
            isCancelled: isCancelled, begin: { watch(.unit($0, of: plan.units.count)) },
            work: { unit, files in
                try run(
                    unit, in: files, from: try carried(to: unit, in: folder) ?? imported, isCancelled: isCancelled,
                    watch: watch)
            })
    }

    private func run(
        _ unit: StudyUnit, in files: UnitFolder, from imported: ImportedWeights?, isCancelled: () -> Bool,
        watch: (PipelineEvent) -> Void
    ) throws {
        let parts = try study.parts(of: unit)
        try AtomicFile.write(parts.split.table(of: parts.cohort), to: files.split)
        let training = try pipeline.judgedTraining(
            parts, fold: unit.fold, seed: unit.seed, imported: imported, leaksAccepted: leaksAccepted,
            request: request)
        let learnt = try study.learnt(by: unit)
        let samples = study.cohort(of: unit).samples.filter { learnt.contains($0.id) }
        _ = try training.run(
            in: files,
            describe: { network in
                pipeline.modelDescription(
                    input: network.input, settings: training.trainer.recipe.settings,
                    clinical: training.trainer.recipe.clinical, learnt: samples,
                    of: study.cohort(of: unit), hashes: hashes, leaksAccepted: leaksAccepted)
            },
            isCancelled: isCancelled, watch: { watch(PipelineEvent($0)) })
    }

    /// The weights that the unit before hands to a unit; nil where there is none.
    private func carried(to unit: StudyUnit, in folder: RunFolder) throws -> ImportedWeights? {
        guard let previous = study.previous(of: unit) else { return nil }
        let model = try folder.unit(previous).model
        let name = model.lastComponent?.string ?? ""
        return try ImportedWeights(WeightFile(path: name), below: model.removingLastComponent(), unit: previous.name)
    }
}
