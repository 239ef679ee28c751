import Cohorts
import Networks
import Preparation
import RunFolders
import Tensors

/// One training in progress: the network, the samples and the place in the training.
final class TrainingSession {
    let recipe: TrainingRecipe
    let streams: RandomStreams
    let training: [Sample]
    let loader: BatchLoader
    /// The clinical numbers of each training sample; empty where the network reads none.
    let clinical: [[Float]]
    let tuningPart: TuningPart?
    let folder: UnitFolder
    let input: InputShape
    let batch: Int
    let classWeights: [Float]?
    private let imported: ImportedWeights?
    let plan: Plan
    /// What the frozen layers made of samples, kept from epoch to epoch.
    var frozenFeatures: SequenceCache
    var position: Checkpoint.Position
    var timing: [EpochTiming] = []
    var pace = TrainingPace()

    var settings: TrainingSettings { recipe.settings }

    /// The number of steps in an epoch; a last, incomplete batch is left out.
    var steps: Int { training.count / batch }

    init(_ trainer: Trainer, training: [Sample], tuning: [Sample], folder: UnitFolder) throws(TrainingError) {
        recipe = trainer.recipe
        imported = trainer.imported
        streams = RandomStreams(seed: recipe.settings.seed)
        self.training = training
        self.folder = folder
        classWeights = try TrainingChecks.classWeights(for: training, recipe: recipe)
        try TrainingChecks.checkTuning(tuning, recipe: recipe)
        batch = min(recipe.settings.batch, training.count)
        let cacheForTuning = trainer.cacheBytes / (training.count + tuning.count) * tuning.count
        loader = BatchLoader(
            items: training.map(LoadedItem.init(sample:)), preparation: recipe.preparation,
            augmentation: recipe.augmentation, seed: streams.augmentation, threads: trainer.threads,
            cacheBytes: trainer.cacheBytes - cacheForTuning)
        frozenFeatures = SequenceCache(capacity: trainer.cacheBytes)
        clinical = recipe.clinical.map { training.map($0.numbers(of:)) } ?? []
        var input = try loader.firstShape()
        input.clinical = recipe.clinical?.count ?? 0
        self.input = input
        plan = try Self.plan(for: recipe, input: input, batch: batch, threads: trainer.threads)
        let wanted = Answer(
            classes: recipe.classes.count, steps: training.labelFrames ? input.frames : nil)
        guard plan.answer == wanted else { throw .answers(found: plan.answer, wanted: wanted) }
        tuningPart = try TuningPart(
            tuning, recipe: recipe, input: input, threads: trainer.threads, cacheBytes: cacheForTuning)
        position = Checkpoint.Position(
            identity: TrainingIdentity(recipe: recipe, input: input, training: training, tuning: tuning).hash)
    }

    private static func plan(
        for recipe: TrainingRecipe, input: InputShape, batch: Int, threads: Int
    ) throws(TrainingError) -> Plan {
        let plan = try TrainingError.inEngine { () throws(PlanError) in
            try Plan(
                recipe.architecture, input: input, batch: batch, mode: .train, threads: threads,
                frozen: recipe.settings.freeze, averages: recipe.settings.average != nil)
        }
        guard plan.classes == recipe.classes.count else {
            throw .outputCount(found: plan.classes, classes: recipe.classes.count)
        }
        return plan
    }

    /// Fresh weights, and imported ones in the place of those that their file covers.
    private func initialWeights() throws(TrainingError) -> Weights {
        var weights: Weights
        do {
            weights = try Weights.initial(for: recipe.architecture, input: input, seed: streams.weights)
        } catch {
            throw .architecture(error)
        }
        do {
            _ = try imported?.replace(in: &weights)
        } catch {
            throw .initialWeights(error)
        }
        return weights
    }

    /// Goes on from the last checkpoint, or begins with initial weights.
    func resume() throws(TrainingError) {
        guard let checkpoint = try Checkpoint.read(from: folder.lastCheckpoint) else {
            let weights = try initialWeights()
            return try TrainingError.inEngine { () throws(PlanError) in try plan.load(weights) }
        }
        guard checkpoint.position.identity == position.identity else {
            throw .foreignCheckpoint(folder.lastCheckpoint)
        }
        guard checkpoint.position.steps <= steps else {
            throw .damagedCheckpoint(folder.lastCheckpoint, problem: "it counts more steps than an epoch has")
        }
        do {
            try plan.load(checkpoint.weights)
            try plan.loadOptimizerState(checkpoint.optimizer)
            if settings.average != nil { try plan.loadAverage(checkpoint.average ?? Weights()) }
        } catch {
            throw .damagedCheckpoint(folder.lastCheckpoint, problem: "\(error)")
        }
        position = checkpoint.position
        timing = checkpoint.timing
    }

    /// Writes the state to go on from.
    func save() throws(TrainingError) {
        let checkpoint = try TrainingError.inEngine { () throws(PlanError) in
            Checkpoint(
                position: position, weights: try plan.weights(), optimizer: try plan.optimizerState(),
                average: settings.average == nil ? nil : try plan.averagedWeights(), timing: timing)
        }
        try checkpoint.write(to: folder.lastCheckpoint)
    }

    /// Whether all epochs are done or early stopping has ended the training.
    var isFinished: Bool {
        if position.epochs >= settings.epochs { return true }
        return tuningPart != nil && settings.earlyStopping?.ends(after: position.history) == true
    }

    /// The epoch with the best tuning metric so far, from 1; nil without a tuning part.
    var bestEpoch: Int? {
        (settings.earlyStopping?.metric ?? .loss).bestEpoch(of: position.history)
    }

    /// The weights that are scored and may become the model: their average where the training keeps one.
    func judgedWeights() throws(TrainingError) -> Weights {
        try TrainingError.inEngine { () throws(PlanError) in
            settings.average == nil ? try plan.weights() : try plan.averagedWeights()
        }
    }

    /// The weights of the epoch to keep.
    func result() throws(TrainingError) -> TrainedNetwork {
        let weights: Weights
        let bestEpoch = settings.keep == .best ? bestEpoch : nil
        if let bestEpoch {
            let path = folder.bestCheckpoint
            guard let best = try Checkpoint.read(from: path) else {
                throw .damagedCheckpoint(path, problem: "it is missing")
            }
            guard best.position.identity == position.identity, best.position.epochs == bestEpoch else {
                throw .damagedCheckpoint(path, problem: "it is not that of epoch \(bestEpoch)")
            }
            weights = best.weights
        } else {
            weights = try judgedWeights()
        }
        return TrainedNetwork(
            weights: weights, epoch: bestEpoch ?? position.epochs, input: input, history: position.history,
            timing: timing, parameters: plan.parameterCount, trainedParameters: plan.trainedParameterCount)
    }
}
