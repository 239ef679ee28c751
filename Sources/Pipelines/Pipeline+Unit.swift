import Cohorts
import Networks
import Preparation
import RunFolders
import Studies
import Training

extension Pipeline {
    /// The training of these parts and its judgement.
    ///
    /// - Parameters:
    ///   - seed: takes the place of the pipeline's.
    ///   - imported: the weights that the pipeline starts from.
    func judgedTraining(
        _ parts: CohortParts, fold: Int, seed: UInt64, imported: ImportedWeights?, leaksAccepted: [String: Int]?,
        request: RunRequest
    ) throws -> JudgedTraining {
        var settings = training
        settings.seed = seed
        if let imported { settings.initial = imported.source }
        let recipe = TrainingRecipe(
            architecture: model, preparation: preparation,
            augmentation: augmentation == Augmentation() ? nil : augmentation, settings: settings,
            clinical: cohort.clinical.isEmpty
                ? nil : try ClinicalScaling(cohort.clinical, fitting: parts.training),
            classes: parts.cohort.classes, positiveClass: parts.cohort.positiveClass)
        return JudgedTraining(
            trainer: Trainer(recipe: recipe, imported: imported, threads: request.threads), parts: parts, fold: fold,
            settings: validation, leaksAccepted: leaksAccepted)
    }

    /// What the file of a model says beside the weights.
    ///
    /// - Parameters:
    ///   - input: the shape of a prepared scan.
    ///   - clinical: how the clinical columns were scaled; nil where the network reads none.
    ///   - learnt: the samples that the model was trained and tuned on.
    ///   - hashes: the SHA-256 of what the samples' files hold, by the samples' ids.
    func modelDescription(
        input: InputShape, settings: TrainingSettings, clinical: ClinicalScaling?, learnt: [Sample], of cohort: Cohort,
        hashes: [String: String], leaksAccepted: [String: Int]?
    ) -> ModelDescription {
        let ids = Set(learnt.map(\.id))
        var hash = SHA256()
        for sample in cohort.samples where ids.contains(sample.id) {
            let label =
                sample.frameLabels.map { "\($0.classes)" }
                ?? (cohort.hasFindings ? "\(sample.classes)" : "\(sample.label)")
            hash.update(Array("\(hashes[sample.id] ?? "-") \(label)\n".utf8).span)
        }
        let counts = cohort.classes.indices.map { label in learnt.count { $0.belongs(to: label) } }
        var description = ModelDescription(
            architecture: model, input: input, preparation: preparation, clinical: clinical.map { [$0] } ?? [],
            classes: cohort.classes,
            positiveClass: cohort.positiveClass, framesInFolders: cohort.samples.isClips, intendedUse: intendedUse,
            cohort: CohortFingerprint(
                sha256: "\(hash.digest())", scans: learnt.count, patients: Set(learnt.map(\.patient)).count,
                classCounts: counts),
            training: settings, cineVersion: CineVersion.current, leaksAccepted: leaksAccepted)
        description.augmentation = augmentation == Augmentation() ? nil : augmentation
        return description
    }
}

extension [Sample] {
    /// Whether the samples are folders of frames rather than files.
    fileprivate var isClips: Bool {
        contains { if case .frames = $0.source { true } else { false } }
    }
}
