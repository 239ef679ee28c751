import Evaluation
import Foundation
import RunFolders

/// The contents of a validation's `metrics.json`.
public struct ValidationReport: Hashable, Codable, Sendable {
    /// Each finished unit, in the order of the plan.
    public var folds: [FoldReport] = []
    /// All out-of-fold scores together, with intervals over patients; with several repeats or seeds the mean over them.
    /// Nil where no unit is finished.
    public var pooled: MetricsSummary?
    /// Each repeat and seed, where there are several.
    public var replicates: [ReplicateReport]?
    /// The same for each frame, where frames have labels of their own; the intervals resample patients.
    public var frames: MetricsSummary?
    /// The same per patient, where `validation.aggregate` says how.
    public var patients: MetricsSummary?
    /// What the ensemble reached on the test part, where `validation.test` names one.
    public var test: MetricsSummary?
    /// The figures of subgroups, by the column that names them.
    public var subgroups: [String: Subgroups]?
    /// What answers mean where the positive class is as frequent as `validation.prevalence` says.
    public var prevalence: PrevalenceFigures?
    /// What was answered, and how well, where models may abstain.
    public var abstention: AbstentionFigures?
    /// What was reached with shuffled labels, once for each permutation.
    public var permutations: [MetricsSummary]?
    /// The units that failed.
    public var missing: [UnitFailure]?
    /// How many leaks of each kind were accepted; nil where there was none.
    public var leaksAccepted: [String: Int]?

    public init() {}

    private enum CodingKeys: String, CodingKey {
        case folds, pooled, frames, replicates, patients, test, subgroups, prevalence, abstention, permutations, missing
        case leaksAccepted = "leaks_accepted"
    }
}

/// The metrics of the fold that one unit judged.
public struct FoldReport: Hashable, Sendable {
    public var unit: StudyUnit
    public var metrics: MetricsSummary
    /// What models that learnt from parts of its training part reached on the others, where folds are nested.
    public var inner: MetricsSummary?

    public init(unit: StudyUnit, metrics: MetricsSummary, inner: MetricsSummary? = nil) {
        self.unit = unit
        self.metrics = metrics
        self.inner = inner
    }
}

/// The metrics of one repeat and seed.
public struct ReplicateReport: Hashable, Sendable {
    public var repetition: Int
    public var seed: UInt64
    public var metrics: MetricsSummary

    public init(repetition: Int, seed: UInt64, metrics: MetricsSummary) {
        self.repetition = repetition
        self.seed = seed
        self.metrics = metrics
    }
}

private enum PlaceKeys: String, CodingKey {
    case fold, seed, inner
    case repetition = "repeat"
}

extension FoldReport: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PlaceKeys.self)
        unit = StudyUnit(
            repetition: try container.decode(Int.self, forKey: .repetition),
            fold: try container.decode(Int.self, forKey: .fold),
            seed: try container.decode(UInt64.self, forKey: .seed))
        metrics = try MetricsSummary(from: decoder)
        inner = try container.decodeIfPresent(MetricsSummary.self, forKey: .inner)
    }

    public func encode(to encoder: any Encoder) throws {
        try metrics.encode(to: encoder)
        var container = encoder.container(keyedBy: PlaceKeys.self)
        try container.encode(unit.repetition, forKey: .repetition)
        try container.encode(unit.fold, forKey: .fold)
        try container.encode(unit.seed, forKey: .seed)
        try container.encodeIfPresent(inner, forKey: .inner)
    }
}

extension ReplicateReport: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PlaceKeys.self)
        repetition = try container.decode(Int.self, forKey: .repetition)
        seed = try container.decode(UInt64.self, forKey: .seed)
        metrics = try MetricsSummary(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try metrics.encode(to: encoder)
        var container = encoder.container(keyedBy: PlaceKeys.self)
        try container.encode(repetition, forKey: .repetition)
        try container.encode(seed, forKey: .seed)
    }
}

extension UnitFolder {
    /// The metrics of a finished unit.
    ///
    /// - Throws: `StudyError.damagedUnit`.
    func summary() throws(StudyError) -> MetricsSummary { try report().pooled }

    /// All that a finished unit's `metrics.json` says.
    ///
    /// - Throws: `StudyError.damagedUnit`.
    func report() throws(StudyError) -> MetricsReport {
        do {
            let bytes = try WholeFile.bytes(at: metrics)
            return try JSONDecoder().decode(MetricsReport.self, from: Data(bytes))
        } catch let error as RunFolderError {
            throw .damagedUnit(metrics, problem: "\(error)")
        } catch {
            throw .damagedUnit(metrics, problem: "it cannot be read as the figures of a unit")
        }
    }
}
