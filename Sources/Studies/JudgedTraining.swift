import Cohorts
import Evaluation
import Imaging
import Networks
import Preparation
import RunFolders
import Tensors
import Training

/// One training and its one judgement: what a unit of a plan does, and what `cine train` does at the root.
///
/// Calibration, operating point and abstention are fitted on the tuning part; the judged part is scored once, by the model as
/// it is written but for the prevalence, which is that of another population.
public struct JudgedTraining {
    public var trainer: Trainer
    public var parts: CohortParts
    /// What the judged samples' rows bear in the column `fold`.
    public var fold: Int
    /// How outputs become probabilities and decisions.
    public var settings: ValidationSettings
    /// How many leaks of each kind were accepted; nil where there was none.
    public var leaksAccepted: [String: Int]?

    public init(
        trainer: Trainer, parts: CohortParts, fold: Int, settings: ValidationSettings,
        leaksAccepted: [String: Int]? = nil
    ) {
        self.trainer = trainer
        self.parts = parts
        self.fold = fold
        self.settings = settings
        self.leaksAccepted = leaksAccepted
    }

    /// What happens meanwhile, for whoever watches.
    public enum Progress: Sendable {
        case training(TrainingProgress)
        /// Scans were judged, this many of so many.
        case judged(Int, of: Int)
    }

    /// What it ends with.
    public struct Outcome: Sendable {
        public var network: TrainedNetwork
        public var model: ModelFile
        /// The judged part's metrics; nil where there is nothing to judge.
        public var metrics: MetricsReport?
    }

    /// Trains, judges and writes the unit's files, the model last; goes on from the folder's checkpoint if there is one.
    ///
    /// A scan that cannot be read is an error: a figure must not depend on which files happened to be readable.
    ///
    /// - Parameters:
    ///   - folder: the unit's folder, which exists.
    ///   - describe: what the model file says beside the weights.
    public func run(
        in folder: UnitFolder, describe: (TrainedNetwork) -> ModelDescription, isCancelled: () -> Bool,
        watch: (Progress) -> Void
    ) throws -> Outcome {
        try check()
        let shift = try prevalenceShift
        let network = try trainer.train(
            parts.training, tuning: parts.tuning, in: folder, isCancelled: isCancelled,
            progress: { watch(.training($0)) })
        var description = describe(network)
        description.profiles = [try profile(of: network)]
        let model = try decided(ModelFile(description: description, weights: network.weights))
        let metrics = try judge(model, in: folder, watch: watch)
        try UnitTiming.write(network.timing, to: folder)
        let written = try reweighted(model, by: shift)
        try written.write(to: folder.model)
        return Outcome(network: network, model: written, metrics: metrics)
    }

    /// - Throws: `StudyError.noTuningPart`, or what needs two classes.
    private func check() throws(StudyError) {
        if parts.tuning.isEmpty {
            if settings.calibration != .none { throw .noTuningPart(what: "validation.calibration") }
            if settings.operatingPoint != nil { throw .noTuningPart(what: "validation.operatingPoint") }
            if settings.abstain != nil { throw .noTuningPart(what: "validation.abstain") }
        }
        guard parts.cohort.positiveClass == nil else { return }
        if settings.operatingPoint != nil { throw .operatingPointNeedsTwoClasses(parts.cohort.classes.count) }
        if settings.prevalence != nil { throw .prevalenceNeedsTwoClasses(parts.cohort.classes.count) }
        if settings.calibration == .platt { throw .plattNeedsTwoClasses(parts.cohort.classes.count) }
    }

    /// The model with calibration, operating point and abstention.
    private func decided(_ model: ModelFile) throws -> ModelFile {
        guard settings.calibration != .none || settings.operatingPoint != nil || settings.abstain != nil else {
            return model
        }
        let cohort = parts.cohort
        let predictor = try Predictor(model, batch: batch, threads: trainer.threads)
        let scaling = trainer.recipe.clinical
        let logits = try scoring.scores(of: parts.tuning) { sequences, samples in
            try predictor.logits(
                for: sequences.map(\.frames), clinical: scaling.map { samples.map($0.numbers(of:)) } ?? [])
        }.flatMap { row in row.map { Double($0) } }
        let labels = parts.tuning.map(\.label)
        var description = model.description
        let fitted = try Calibration(
            settings.calibration,
            fitting: ScoredLogits(
                logits: logits, labels: labels, classCount: cohort.classes.count, positiveClass: cohort.positiveClass))
        description.calibrations = [fitted]
        var scored = try ScoredSamples(
            probabilities: fitted.probabilities(of: logits, classCount: cohort.classes.count), labels: labels,
            classCount: cohort.classes.count, positiveClass: cohort.positiveClass)
        if let rule = settings.operatingPoint, let positive = cohort.positiveClass {
            let point = try OperatingPoint(rule, fitting: BinaryScores(scored, class: positive))
            description.operatingPoint = point
            scored = try scored.decided(at: point.threshold)
        }
        description.abstention = try settings.abstain.map { try Abstention($0, fitting: scored) }
        return try ModelFile(description: description, weights: model.weights)
    }

    /// The model for the population that it is for; it was judged on this cohort as this cohort is.
    private func reweighted(_ model: ModelFile, by shift: PrevalenceShift?) throws -> ModelFile {
        guard let shift else { return model }
        var description = model.description
        description.prevalence = shift
        return try ModelFile(description: description, weights: model.weights)
    }

    /// From the classes' shares in training to those of the population that the model is for; nil where that is the cohort's.
    private var prevalenceShift: PrevalenceShift? {
        get throws {
            guard let prevalence = settings.prevalence, let positive = parts.cohort.positiveClass else { return nil }
            return try PrevalenceShift(
                from: parts.learntShares(settings: trainer.recipe.settings, calibration: settings.calibration),
                toPositive: prevalence, positive: positive)
        }
    }

    /// What the network makes of the training part.
    private func profile(of network: TrainedNetwork) throws -> FeatureProfile {
        let reader = try FeatureReader(
            trainer.recipe.architecture, input: network.input, weights: network.weights, batch: batch,
            threads: trainer.threads)
        let samples = parts.training
        let scaling = trainer.recipe.clinical
        let features = try scoring.scores(of: samples) { sequences, samples in
            try reader.features(
                of: sequences.map(\.frames), clinical: scaling.map { samples.map($0.numbers(of:)) } ?? [])
        }
        var profile = FeatureProfile(
            of: features, labels: samples.map(\.label), classes: parts.cohort.classes.count,
            seed: trainer.recipe.settings.seed)
        let step = max(1, (samples.count + ScanRanges.scanLimit - 1) / ScanRanges.scanLimit)
        profile.scans = ScanRanges(
            stride(from: 0, to: samples.count, by: step).lazy
                .compactMap { try? ScanReader.read(samples[$0].source) })
        return profile
    }

    private func judge(
        _ model: ModelFile, in folder: UnitFolder, watch: (Progress) -> Void
    ) throws -> MetricsReport? {
        let samples = parts.judged
        let rows = try scoring.rows(
            of: samples, fold: fold, by: model, each: { watch(.judged($0, of: samples.count)) })
        let classes = parts.cohort.classes
        try AtomicFile.write(PredictionTable.text(rows, classes: classes), to: folder.predictions)
        if parts.cohort.labelsFrames {
            try AtomicFile.write(FrameTable.text([([], rows)], classes: classes), to: folder.frames)
        }
        guard !samples.isEmpty else { return nil }

        var generator = RandomGenerator(seed: trainer.recipe.settings.seed, stream: [UInt64(samples.count)])
        let summary = try MetricsSummary(of: [rows], in: parts.cohort, using: &generator)
        var report = MetricsReport(folds: [summary], pooled: summary, leaksAccepted: leaksAccepted)
        if parts.cohort.labelsFrames {
            report.frames = try MetricsSummary(ofFrames: [rows], in: parts.cohort, using: &generator)
        }
        report.abstention = model.description.abstention
        try AtomicFile.write(try ReadableJSON.bytes(of: report), to: folder.metrics)
        return report
    }

    private var scoring: ScanScoring {
        ScanScoring(preparation: trainer.recipe.preparation, batch: batch, threads: trainer.threads)
    }

    /// How many scans the network takes at a time: as many as in training.
    private var batch: Int { min(trainer.recipe.settings.batch, max(parts.training.count, 1)) }
}
