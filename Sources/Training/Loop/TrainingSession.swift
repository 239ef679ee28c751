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
    let tuningPart: TuningPart?
    let folder: UnitFolder
    let input: InputShape
    let batch: Int
    let classWeights: [Float]?
    private let imported: ImportedWeights?
    let plan: Plan
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
        input = try loader.firstShape()
        plan = try Self.plan(for: recipe, input: input, batch: batch, threads: trainer.threads)
        tuningPart = try TuningPart(
            tuning, recipe: recipe, input: input, threads: trainer.threads, cacheBytes: cacheForTuning)
        position = Checkpoint.Position(
            identity: TrainingIdentity(recipe: recipe, input: input, training: training, tuning: tuning).hash)
    }

    private static func plan(
        for recipe: TrainingRecipe, input: InputShape, batch: Int, threads: Int
    ) throws(TrainingError) -> Plan {
        let plan = try TrainingError.inEngine { () throws(PlanError) in
            try Plan(recipe.architecture, input: input, batch: batch, mode: .train, threads: threads)
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
        } catch {
            throw .damagedCheckpoint(folder.lastCheckpoint, problem: "\(error)")
        }
        position = checkpoint.position
    }

    /// Writes the state to go on from.
    func save() throws(TrainingError) {
        let checkpoint = try TrainingError.inEngine { () throws(PlanError) in
            Checkpoint(position: position, weights: try plan.weights(), optimizer: try plan.optimizerState())
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

    /// The weights of the best epoch, or of the last one without a tuning part.
    func result() throws(TrainingError) -> TrainedNetwork {
        let weights: Weights
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
            weights = try TrainingError.inEngine { () throws(PlanError) in try plan.weights() }
        }
        return TrainedNetwork(
            weights: weights, epoch: bestEpoch ?? position.epochs, input: input, history: position.history,
            timing: timing)
    }
}
