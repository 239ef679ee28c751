import Cohorts
import Evaluation
import Foundation
import RunFolders
import SystemPackage
import Tensors
import Training

/// Several validations on the same folds, brought together: their models as one, and what that is worth out of fold.
///
/// For each fold the regression learns from the out-of-fold scores of the other folds, so that no scan is judged by a stack that
/// learnt from it. The stack that is written learns from all of them.
public struct StackedRuns {
    /// The runs' folders, in the order of the stack's models.
    public let runs: [RunFolder]
    private let tables: [RunScores]

    /// - Throws: `StackError` where a run is unfinished, or their folds or samples differ; `CohortError` for a damaged table.
    public init(_ runs: [FilePath]) throws {
        guard runs.count >= 2 else { throw StackError.tooFewRuns(runs.count) }
        self.runs = runs.map { RunFolder($0) }
        tables = try self.runs.map { try RunScores($0) }
        for (run, table) in zip(self.runs, tables).dropFirst() {
            guard table.classes == tables[0].classes else {
                throw StackError.otherClasses(self.runs[0].root, run.root)
            }
            if let sample = table.firstDifference(from: tables[0]) {
                throw StackError.otherFolds(self.runs[0].root, run.root, sample: sample)
            }
        }
    }

    /// Writes `predictions.csv`, `metrics.json` and `model.safetensors` into a folder.
    ///
    /// Where the runs share the rule of their operating point, or of their abstention, the stack has its own by that rule: the
    /// one that is judged is nested in the folds, the one that is written is fitted on all out-of-fold scores.
    ///
    /// - Parameter seed: that of the bootstrap.
    /// - Throws: `StackError.occupied` where the folder is that of a run.
    public func write(to folder: RunFolder, seed: UInt64 = 0) throws -> StackOutcome {
        // A stack's folder has no pipeline: one that has is a run, whose figures must not be lost.
        guard (try? Stat(folder.pipeline)) == nil, !runs.contains(folder) else {
            throw StackError.occupied(folder.root)
        }
        let models = tables.map(\.model)
        let first = tables[0]
        let positive = models[0].description.positiveClass
        let scores = StackedScores(models: try tables.map { try $0.scored(positive: positive) }, folds: first.folds)
        let stacked = try scores.outOfFold()
        let rules = StackRules(of: models.map(\.description))
        var outcome = StackOutcome(remarks: rules.remarks)
        var (decided, isAnswered) = (stacked, [Bool]?.none)
        if !rules.isEmpty {
            do {
                guard scores.names.count >= 3 else { throw StackError.tooFewFolds(scores.names.count) }
                let judged = try scores.decided(stacked, by: rules.operatingPoint, abstaining: rules.abstain)
                outcome.decision = try StackDecision(rules.operatingPoint, rules.abstain, fitting: stacked)
                (decided, isAnswered) = (judged.samples, rules.abstain.map { _ in judged.isAnswered })
            } catch {
                outcome.remarks.append("the stack has no threshold and never abstains: \(error)")
            }
        }
        let stack = try StackFile(
            models: models, stacker: Stacker(fitting: scores.models), decision: outcome.decision)
        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try AtomicFile.write(first.table(of: decided), to: folder.predictions)
        var generator = RandomGenerator(seed: seed, stream: [UInt64(decided.count)])
        var report = ValidationReport()
        report.folds = scores.names.enumerated().map { number, fold in
            FoldReport(
                unit: StudyUnit(arm: "stack", fold: Int(fold) ?? number, seed: seed),
                metrics: MetricsSummary(
                    of: decided.selecting(scores.places(in: fold)), classes: first.classes, using: &generator))
        }
        report.pooled = MetricsSummary(of: decided, classes: first.classes, using: &generator)
        report.abstention = try isAnswered.map {
            try AbstentionFigures(of: decided, isAnswered: $0, classes: first.classes, using: &generator)
        }
        report.leaksAccepted = models.lazy.compactMap(\.description.leaksAccepted).first
        try AtomicFile.write(try ReadableJSON.bytes(of: report), to: folder.metrics)
        try stack.write(to: folder.model)
        outcome.report = report
        return outcome
    }
}

/// What stacking has come to.
public struct StackOutcome: Sendable {
    /// The figures out of fold.
    public var report = ValidationReport()
    /// How the written stack decides and when it abstains.
    public var decision = StackDecision()
    /// What a person should know although it is no error.
    public var remarks: [String] = []
}

/// The rules of threshold and abstention that a stack takes over from its models: those that all of them share.
private struct StackRules {
    var operatingPoint: OperatingRule?
    var abstain: AbstentionRule?
    var remarks: [String] = []

    init(of models: [ModelDescription]) {
        let (rules, limits) = (models.map(\.operatingPoint?.rule), models.map(\.abstention?.rule))
        if Set(rules).count == 1 {
            operatingPoint = rules[0]
        } else {
            remarks.append("the runs choose their thresholds differently; the stack decides on the most probable class")
        }
        if Set(limits).count == 1 {
            abstain = limits[0]
        } else {
            remarks.append("the runs abstain by different rules; the stack always answers")
        }
    }

    var isEmpty: Bool { operatingPoint == nil && abstain == nil }
}

/// What a run's `predictions.csv` says, and its model.
private struct RunScores {
    var model: ModelFile
    var classes: [String]
    var samples, patients, folds: [String]
    var labels: [Int]
    var probabilities: [Double]

    init(_ run: RunFolder) throws {
        guard (try? Stat(run.predictions).type) == .regular, (try? Stat(run.model).type) == .regular else {
            throw StackError.unfinished(run.root)
        }
        model = try ModelFile.read(from: run.model)
        guard !model.description.answersFrames else { throw StackError.answersFrames(run.root) }
        let table: PredictionRows
        do {
            table = try PredictionRows(DelimitedTable.read(run.predictions))
        } catch {
            throw StudyError.damagedUnit(run.predictions, problem: "\(error)")
        }
        guard table.columnsOfPlace == ["fold"] else { throw StackError.severalTimes(run.root) }
        classes = table.classes
        samples = table.rows.map(\.sample)
        patients = table.rows.map(\.patient)
        folds = table.rows.map { $0.place[0] }
        probabilities = table.rows.flatMap(\.probabilities)
        labels = []
        for row in table.rows {
            guard let label = table.number(of: row.truth) else {
                throw StudyError.damagedUnit(run.predictions, problem: "line \(row.line) is no prediction")
            }
            labels.append(label)
        }
    }

    func scored(positive: Int?) throws(EvaluationError) -> ScoredSamples {
        try ScoredSamples(
            probabilities: probabilities, labels: labels, classCount: classes.count, positiveClass: positive,
            patients: patients)
    }

    /// The first sample that the other table has not in the same place with the same label and fold.
    func firstDifference(from other: RunScores) -> String? {
        for (place, sample) in samples.enumerated() {
            guard other.samples.indices.contains(place), other.samples[place] == sample,
                other.labels[place] == labels[place], other.folds[place] == folds[place],
                other.patients[place] == patients[place]
            else { return sample }
        }
        return other.samples.count > samples.count ? other.samples[samples.count] : nil
    }

    /// The text of a table like the run's with other probabilities.
    func table(of scored: ScoredSamples) -> String {
        let header = ["sample", "patient", "fold", "label", "class"] + classes.map { "p_\($0)" }
        let predictions = scored.predictions
        return CSVWriter.row(header)
            + samples.indices.map { place in
                CSVWriter.row(
                    [
                        samples[place], patients[place], folds[place], classes[labels[place]],
                        classes[predictions[place]],
                    ]
                        + scored.row(place).map { "\($0)" })
            }.joined()
    }
}

/// Why runs cannot be stacked.
public enum StackError: Error, Hashable, Sendable {
    case tooFewRuns(Int)
    case tooFewFolds(Int)
    case unfinished(FilePath)
    case severalTimes(FilePath)
    case otherClasses(FilePath, FilePath)
    /// The run's model answers for each frame.
    case answersFrames(FilePath)
    case otherFolds(FilePath, FilePath, sample: String)
    /// The folder to write is that of a run.
    case occupied(FilePath)
}

extension StackError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewRuns(let count): "a stack needs two runs or more, not \(count)"
        case .tooFewFolds(let count):
            "\(count) folds are too few to fit them inside of the folds; three are needed"
        case .unfinished(let run):
            "\(run) has no predictions.csv and model.safetensors of a finished validation; finish it first"
        case .severalTimes(let run):
            "\(run) scores each scan several times, or is no validation; stack runs of one repeat and one seed"
        case .otherClasses(let one, let other): "\(one) and \(other) do not tell the same classes apart"
        case .answersFrames(let run):
            "the model of \(run) answers for each frame, and a stack brings answers for whole scans together; validate without "
                + "cohort.frameLabels, with a layer over time before the last such as `maxOverTime`"
        case .otherFolds(let one, let other, let sample):
            "\(one) and \(other) were not made on the same folds (sample “\(sample)” differs); give both the same cohort, "
                + "validation.folds and split.seed"
        case .occupied(let folder):
            "\(folder) is the folder of a run, whose figures and model a stack would replace; name another output folder"
        }
    }
}
