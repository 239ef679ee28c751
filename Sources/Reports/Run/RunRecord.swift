/// What the files of a run folder say, as far as they are there.
struct RunRecord {
    var settings: RunSettings
    var environment: EnvironmentRecord?
    var cohort: [CohortRow]?
    var split: SplitRecord?
    var metrics: MetricsRecord?
    var predictions: PredictionRecord?
    /// How the run compares with another, where that was asked for.
    var comparison: RunComparison?
    /// The trainings: one at the root, or those of the plan without its permutation controls.
    var units: [UnitRecord]
    var network: NetworkRecord?
    var timing: TimingRecord?
    /// The PNG files of the worst errors, by sample.
    var pictures: [String: [UInt8]]
    /// The SHA-256 hashes of the files at the root, in a fixed order.
    var hashes: [(file: String, hash: String)]
    /// The names of files that a run of this kind writes and that are not there.
    var absent: [String]

    /// Whether the run is a cross-validation.
    var isValidation: Bool

    /// Whether the comparison is of the predictions that are here.
    var isComparisonCurrent: Bool {
        hashes.contains { $0.file == "predictions.csv" && $0.hash == comparison?.predictions }
    }

    /// The classes in order: the pipeline's, else those that the predictions name.
    var classes: [String] { predictions?.classes ?? settings.texts("cohort.classes") }

    /// The class that two-class figures are about; nil with more classes.
    var positiveClass: String? {
        guard classes.count == 2 else { return nil }
        return settings.text("cohort.positive").flatMap { classes.contains($0) ? $0 : nil } ?? classes[1]
    }
}

/// A row of `cohort.csv`.
struct CohortRow {
    var sample: String
    var patient: String
    var label: String
    var status: String
    /// The cells of the columns that `report.demographics` names.
    var attributes: [String: String]
}

/// The table `split.csv`.
struct SplitRecord {
    /// The part or the fold of each sample, in the order of the file; several columns where the folds are repeated.
    var rows: [(sample: String, patient: String, places: [String])]
    /// Whether the places are numbers of folds, not names of parts.
    var isFolds: Bool
}

/// One training and what is left of it.
struct UnitRecord {
    var name: String
    /// nil where there is no history.
    var history: [HistoryPoint]?
    /// Why it failed; nil where it did not.
    var failure: String?
    /// Whether it has come to its end, which its model file shows.
    var isFinished: Bool
}

/// A row of `history.csv`.
struct HistoryPoint {
    var epoch: Double
    var trainLoss: Double
    var tuningLoss: Double?
}

/// The contents of `environment.json`.
struct EnvironmentRecord: Decodable {
    var cine: String?
    var engine: String?
    var instructionSet: String?
    var operatingSystem: String?
    var threads: Int?
    var seed: UInt64?
    var commandLine: [String]?
    var started: String?

    private enum CodingKeys: String, CodingKey {
        case cine, engine, threads, seed, started
        case instructionSet = "instruction_set"
        case operatingSystem = "operating_system"
        case commandLine = "command_line"
    }
}

/// What `timing.tsv` adds up to.
struct TimingRecord {
    var seconds: Double
    var peakMebibytes: Double
}
