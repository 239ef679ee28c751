import Cohorts
import Imaging
import SystemPackage

/// What `cine classify` says of one scan: a row of its table, or an object of its JSON output.
public struct ClassificationRow: Hashable, Sendable {
    /// What became of a scan.
    public enum Status: String, Hashable, Sendable {
        case ok, failed
        /// The model says something, but it is too uncertain to count as an answer.
        case abstained
    }

    /// The scan's file or folder.
    public var file: FilePath
    /// The scan's name, which no other row of the same search has.
    public var sample: String
    /// The names of the model's classes.
    public var classes: [String]
    /// What the model says, or the sentence that says why it says nothing.
    public var outcome: Outcome
    /// What was doubtful about the scan, though it was read.
    public var warnings: [String]
    /// The model's id.
    public var model: String
    /// For each frame that the model answers for its place in the scan as stored; empty where it answers for the whole.
    public var framePlaces: [Int] = []

    /// The model's score or the reason why there is none.
    public enum Outcome: Hashable, Sendable {
        case scored(ModelScore)
        case failed(String)
    }

    public init(
        file: FilePath, sample: String, classes: [String], outcome: Outcome, warnings: [String] = [], model: String
    ) {
        self.file = file
        self.sample = sample
        self.classes = classes
        self.outcome = outcome
        self.warnings = warnings
        self.model = model
    }
}

extension ClassificationRow {
    public var status: Status {
        score.map { $0.isAbstained ? .abstained : .ok } ?? .failed
    }

    /// What the model says; nil for a failed scan.
    private var score: ModelScore? {
        if case .scored(let score) = outcome { score } else { nil }
    }

    /// One probability a class; nil for a failed scan.
    public var probabilities: [Double]? { score?.probabilities }

    /// Why the scan failed.
    public var error: String? {
        if case .failed(let sentence) = outcome { sentence } else { nil }
    }

    /// The place of the class that the model decided on; of findings the most probable.
    public var predicted: Int? { score?.decision }

    /// The name of the class that the model decided on; of findings all that it did, joined by `+`, `none` for none.
    public var className: String? { score?.name(among: classes) }

    /// How unsure the model is, from 0 (sure) to 1.
    public var uncertainty: Double? { score?.uncertainty }
}

extension ClassificationRow {
    /// The column names of the table of frames for a model with these classes.
    public static func frameColumns(classes: [String]) -> [String] {
        ["file", "sample", "frame"] + classes.map { "p_\($0)" } + ["model"]
    }

    /// A row of that table for each frame that the model answers for; none for a failed scan.
    public var frameCells: [[String]] {
        zip(framePlaces, score?.frames ?? []).map { place, probabilities in
            [file.rowText, sample, "\(place)"] + probabilities.map { String($0) } + [model]
        }
    }
}

extension ModelScore {
    /// The name of the class that is decided on; of findings all that are, joined by `+`, `none` for none.
    public func name(among classes: [String]) -> String {
        findings.isEmpty ? classes[decision] : Cohort.name(of: zip(classes, findings).filter(\.1).map(\.0))
    }
}

extension ClassificationRow {
    /// The table's column names for a model with these classes.
    public static func columns(classes: [String]) -> [String] {
        ["file", "sample", "status", "class", "probability"] + classes.map { "p_\($0)" }
            + ["uncertainty", "warnings", "error", "model"]
    }

    /// The row's cells, empty where there is nothing to say; several warnings are joined by semicolons.
    public var cells: [String] {
        let figures = probabilities?.map { String($0) } ?? classes.map { _ in "" }
        return [
            file.rowText, sample, status.rawValue, className ?? "",
            predicted.map { figures[$0] } ?? "",
        ]
            + figures
            + [uncertainty.map { String($0) } ?? "", warnings.joined(separator: "; "), error ?? "", model]
    }
}

extension ClassificationRow {
    /// The row as an object with the table's columns as keys; warnings are a list, and what there is nothing to say of is null.
    public var json: JSONObject {
        var object = JSONObject()
        func set(_ key: String, _ value: String?) { value.map { object.set(key, $0) } ?? object.setNull(key) }
        func set(_ key: String, _ value: Double?) { value.map { object.set(key, $0) } ?? object.setNull(key) }
        object.set("file", file)
        object.set("sample", sample)
        object.set("status", status.rawValue)
        set("class", className)
        set("probability", predicted.flatMap { probabilities?[$0] })
        for (place, name) in classes.enumerated() { set("p_\(name)", probabilities?[place]) }
        set("uncertainty", uncertainty)
        object.set("warnings", warnings)
        set("error", error)
        object.set("model", model)
        return object
    }
}
