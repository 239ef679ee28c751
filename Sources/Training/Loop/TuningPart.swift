import Cohorts
import Evaluation
import Networks
import Preparation

/// The samples by which epochs are compared, and the network that scores them.
struct TuningPart {
    /// What the network reaches on the part.
    struct Score: Equatable {
        var loss: Double
        var accuracy: Double?
        var auroc: Double?
    }

    private let samples: [Sample]
    private let loader: BatchLoader
    private let predictor: Predictor
    private let recipe: TrainingRecipe

    /// Nil where there are no samples.
    init?(
        _ samples: [Sample], recipe: TrainingRecipe, input: InputShape, threads: Int, cacheBytes: Int
    ) throws(TrainingError) {
        guard !samples.isEmpty else { return nil }
        self.samples = samples
        self.recipe = recipe
        loader = BatchLoader(
            items: samples.map(LoadedItem.init(sample:)), preparation: recipe.preparation, augmentation: nil,
            seed: 0, threads: threads, cacheBytes: cacheBytes)
        predictor = try TrainingError.inEngine { () throws(PlanError) in
            try Predictor(
                architecture: recipe.architecture, input: input, batch: min(recipe.settings.batch, samples.count),
                threads: threads)
        }
    }

    /// Scores the part with the given weights and running statistics.
    ///
    /// - Parameter isCancelled: asked before every batch; where it answers yes there is no score.
    func score(_ weights: Weights, isCancelled: () -> Bool) throws(TrainingError) -> Score? {
        try TrainingError.inEngine { () throws(PlanError) in try predictor.load(weights) }
        var logits: [[Float]] = []
        var sources: [SourceFrames] = []
        for start in stride(from: 0, to: samples.count, by: predictor.batch) {
            if isCancelled() { return nil }
            let indices = Array(start..<min(start + predictor.batch, samples.count))
            let sequences = try loader.equalSequences(at: indices, epoch: 0, shape: predictor.input)
            let clinical = recipe.clinical.map { scaling in indices.map { scaling.numbers(of: samples[$0]) } } ?? []
            logits += try TrainingError.inEngine { () throws(PlanError) in
                try predictor.logits(for: sequences.map(\.frames), clinical: clinical)
            }
            sources += sequences.map(\.source)
        }
        return samples.labelFrames ? try score(logits, at: sources) : score(logits)
    }

    /// The loss is not finite where an output is not, and the other figures are then missing.
    private func score(_ logits: [[Float]]) -> Score {
        score(logits, of: samples.map(\.classes), Targets(samples, classes: recipe.classes.count))
    }

    /// The score of a network that answers for each frame: every frame counts alike.
    private func score(_ logits: [[Float]], at sources: [SourceFrames]) throws(TrainingError) -> Score {
        let count = recipe.classes.count
        let targets = try Targets(samples, at: sources, classes: count)
        var classes: [[Int]] = []
        for (sample, source) in zip(samples, sources) { classes += try sample.frameClasses(at: source) }
        return score(logits.flatMap { $0.rows(of: count) }, of: classes, targets)
    }

    /// - Parameter truth: for each row of the logits the classes that it belongs to.
    private func score(_ logits: [[Float]], of truth: [[Int]], _ targets: Targets) -> Score {
        let loss = recipe.settings.loss.function().evaluate(logits.flatMap { $0 }, targets).loss
        if recipe.settings.loss.isOfFindings { return score(ofFindings: logits, truth, loss: loss) }
        let scored = try? ScoredSamples(
            probabilities: logits.flatMap(Softmax.probabilities), labels: truth.map { $0[0] },
            classCount: recipe.classes.count, positiveClass: recipe.positiveClass)
        return Score(
            loss: loss, accuracy: scored.flatMap(Metric.accuracy.value), auroc: scored.flatMap(Metric.auroc.value))
    }

    /// The means over the findings.
    private func score(ofFindings logits: [[Float]], _ truth: [[Int]], loss: Double) -> Score {
        let scored = try? ScoredFindings(
            probabilities: logits.map { $0.map(Sigmoid.probability) },
            findings: truth.map { row in recipe.classes.indices.map(row.contains) })
        return Score(
            loss: loss, accuracy: scored.flatMap { $0.macro(.accuracy) }, auroc: scored.flatMap { $0.macro(.auroc) })
    }
}
