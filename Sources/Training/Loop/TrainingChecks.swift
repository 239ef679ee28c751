import Cohorts

/// What must hold of the samples before a training can begin.
enum TrainingChecks {
    /// The weight of each class in the loss, nil where all samples count the same.
    ///
    /// - Throws: `.noSamples`, `.classWithoutSamples` or `.classWeightCount`.
    static func classWeights(for training: [Sample], recipe: TrainingRecipe) throws(TrainingError) -> [Float]? {
        guard !training.isEmpty else { throw .noSamples }
        let counts = recipe.classes.indices.map { label in training.labelled.count { $0.contains(label) } }
        for (name, count) in zip(recipe.classes, counts) where count == 0 { throw .classWithoutSamples(name) }
        if case .binaryCrossEntropy(let binary) = recipe.settings.loss, let weights = binary.weights,
            weights.count != recipe.classes.count
        {
            throw .findingWeightCount(found: weights.count, findings: recipe.classes.count)
        }
        return try recipe.settings.classWeights.weights(counts: counts)
    }

    /// - Throws: `.tuningClasses` where early stopping needs an AUROC that the tuning part cannot have.
    static func checkTuning(_ tuning: [Sample], recipe: TrainingRecipe) throws(TrainingError) {
        guard !tuning.isEmpty, recipe.settings.earlyStopping?.metric == .auroc else { return }
        let isMixed = recipe.classes.indices.contains { label in
            Set(tuning.labelled.map { $0.contains(label) }).count == 2
        }
        guard isMixed else { throw .tuningClasses(samples: tuning.count) }
    }
}

extension [Sample] {
    /// Whether the samples have labels of their frames.
    var labelFrames: Bool { contains { $0.frameLabels != nil } }

    /// The classes of everything that has a label of its own: of each sample, or of each of their frames.
    fileprivate var labelled: [[Int]] { flatMap { $0.frameLabels?.classes ?? [$0.classes] } }
}
