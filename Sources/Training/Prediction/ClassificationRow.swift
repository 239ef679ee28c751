import Imaging

/// What `cine classify` says of one scan: a row of its table, or an object of its JSON output.
public struct ClassificationRow: Hashable, Sendable {
    /// What became of a scan.
    public enum Status: String, Hashable, Codable, Sendable {
        case ok, failed
    }

    /// The scan's file or folder.
    public var file: String
    /// The scan's name, which no other row of the same search has.
    public var sample: String
    /// The names of the model's classes.
    public var classes: [String]
    /// One probability a class, or the sentence that says why there is none.
    public var outcome: Outcome
    /// What was doubtful about the scan, though it was read.
    public var warnings: [String]
    /// The model's id.
    public var model: String

    /// Probabilities or the reason why there are none.
    public enum Outcome: Hashable, Sendable {
        case probabilities([Double])
        case failed(String)
    }

    public init(
        file: String, sample: String, classes: [String], outcome: Outcome, warnings: [String] = [], model: String
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
    /// How a scan's file or folder stands in a table: bytes that are no UTF-8 as `\udcXX`.
    public static func file(of scan: FoundScan) -> String { scan.source.path.rowText }

    public var status: Status {
        if case .probabilities = outcome { .ok } else { .failed }
    }

    /// One probability a class; nil for a failed scan.
    public var probabilities: [Double]? {
        if case .probabilities(let probabilities) = outcome { probabilities } else { nil }
    }

    /// Why the scan failed.
    public var error: String? {
        if case .failed(let sentence) = outcome { sentence } else { nil }
    }

    /// The place of the most probable class, of equally probable ones the first.
    public var predicted: Int? {
        probabilities.flatMap { row in row.indices.max { row[$0] < row[$1] } }
    }

    /// The normalised entropy of the probabilities, from 0 (sure) to 1.
    public var uncertainty: Double? {
        probabilities.map(Uncertainty.normalisedEntropy)
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
            file, sample, status.rawValue, predicted.map { classes[$0] } ?? "", predicted.map { figures[$0] } ?? "",
        ]
            + figures
            + [uncertainty.map { String($0) } ?? "", warnings.joined(separator: "; "), error ?? "", model]
    }
}

extension ClassificationRow: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(_ text: String) {
            stringValue = text
        }

        init?(stringValue: String) {
            self.init(stringValue)
        }

        init?(intValue: Int) {
            nil
        }
    }

    /// Encodes an object with the table's columns as keys; warnings are a list, and what there is nothing to say of is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(file, forKey: Key("file"))
        try container.encode(sample, forKey: Key("sample"))
        try container.encode(status, forKey: Key("status"))
        try container.encode(predicted.map { classes[$0] }, forKey: Key("class"))
        try container.encode(predicted.flatMap { probabilities?[$0] }, forKey: Key("probability"))
        for (place, name) in classes.enumerated() {
            try container.encode(probabilities?[place], forKey: Key("p_\(name)"))
        }
        try container.encode(uncertainty, forKey: Key("uncertainty"))
        try container.encode(warnings, forKey: Key("warnings"))
        try container.encode(error, forKey: Key("error"))
        try container.encode(model, forKey: Key("model"))
    }
}
