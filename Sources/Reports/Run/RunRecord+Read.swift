import Cohorts
import Evaluation
import Foundation
import RunFolders
import SystemPackage

extension RunRecord {
    /// Reads a run folder. Only the pipeline must be there; what is missing is listed in `absent`.
    ///
    /// - Throws: `ReportError`; `CohortError` with the place in a damaged table; `RunFolderError` where reading fails.
    init(_ folder: RunFolder) throws {
        guard try Self.exists(folder.pipeline) else { throw ReportError.notARun(folder.root) }
        settings = try RunSettings(Self.text(folder.pipeline), file: folder.pipeline)
        var reader = RunReader()
        environment = try reader.json(folder.environment)
        let demographics = settings.texts("report.demographics")
        cohort = try reader.table(folder.cohort).map { try Self.cohort($0, columns: demographics) }
        split = try reader.table(folder.split).map(Self.split)
        isValidation = try Self.exists(folder.plan) || split?.isFolds ?? false
        metrics = try reader.json(folder.metrics)
        predictions =
            settings.texts("cohort.labels").isEmpty
            ? try reader.table(folder.predictions).map { try PredictionRecord($0) } : nil
        comparison = try Self.exists(folder.comparison) ? reader.json(folder.comparison) : nil
        pictures = [:]
        for row in predictions?.errors.prefix(StudyReport.errorLimit) ?? [] {
            let path = folder.errorPicture(of: row.sample)
            if try Self.exists(path) { pictures[row.sample] = try WholeFile.bytes(at: path, limit: 1 << 22) }
        }
        units =
            isValidation
            ? try Self.planned(in: folder, &reader)
            : [try Self.unit(folder.whole, name: "training", &reader)]
        timing = try reader.table(folder.timing).map(Self.timing)
        let models = [isValidation ? nil : folder.model] + units.map { try? folder.unit(named: $0.name)?.model }
        network = try models.compactMap { $0 }.first { try Self.exists($0) }.map {
            try NetworkRecord(WholeFile.bytes(at: $0), file: $0)
        }
        hashes = []
        for path in [
            folder.pipeline, folder.cohort, folder.split, folder.predictions, folder.whole.frames,
            folder.testPredictions, folder.testFrames, folder.metrics, folder.model,
        ] where try Self.exists(path) {
            hashes.append((path.lastComponent?.string ?? "", try SHA256.digest(ofFileAt: path).description))
        }
        if try !Self.exists(folder.model) { reader.absent.append("model.safetensors") }
        absent = reader.absent
    }

    static func exists(_ path: FilePath) throws -> Bool { FileManager.default.fileExists(atPath: path.string) }

    static func text(_ path: FilePath) throws -> String {
        guard let text = String(validating: try WholeFile.bytes(at: path), as: UTF8.self) else {
            throw ReportError.damaged(path, problem: "it is not UTF-8 text")
        }
        return text
    }

    private static func cohort(_ table: DelimitedTable, columns named: [String]) throws -> [CohortRow] {
        let known = named.filter { table.columns.contains($0) }
        let places = try known.map { try table.index(of: $0) }
        let columns = try ["sample", "patient", "label", "status"].map { try table.index(of: $0) }
        return table.rows.map { row in
            CohortRow(
                sample: row[columns[0]].text, patient: row[columns[1]].text, label: row[columns[2]].text,
                status: row[columns[3]].text,
                attributes: Dictionary(zip(known, places.map { row[$0].text })) { first, _ in first })
        }
    }

    private static func split(_ table: DelimitedTable) throws -> SplitRecord {
        let (sample, patient) = (try table.index(of: "sample"), try table.index(of: "patient"))
        let places = table.columns.indices.filter { $0 != sample && $0 != patient }
        guard let first = places.first else {
            throw ReportError.damaged(table.file, problem: "it has no column part or fold")
        }
        return SplitRecord(
            rows: table.rows.map { row in (row[sample].text, row[patient].text, places.map { row[$0].text }) },
            isFolds: table.columns[first].hasPrefix("fold"))
    }

    private static func timing(_ table: DelimitedTable) throws -> TimingRecord {
        let (train, tuning) = (try table.index(of: "train_seconds"), try table.index(of: "tuning_seconds"))
        let peak = try table.index(of: "peak_mib")
        let sum = { (column: Int) in table.rows.reduce(0.0) { $0 + (Double($1[column].text) ?? 0) } }
        return TimingRecord(
            seconds: sum(train) + sum(tuning), peakMebibytes: table.rows.compactMap { Double($0[peak].text) }.max() ?? 0
        )
    }

    /// The units of the plan, without the permutation controls.
    private static func planned(in folder: RunFolder, _ reader: inout RunReader) throws -> [UnitRecord] {
        guard let plan = try reader.table(folder.plan) else { return [] }
        let (name, arm) = (try plan.index(of: "unit"), try plan.index(of: "arm"))
        return try plan.rows.filter { $0[arm].text == "main" }.map { row in
            guard let files = try folder.unit(named: row[name].text) else {
                throw ReportError.damaged(folder.plan, problem: "line \(row[name].line) names no unit")
            }
            return try unit(files, name: row[name].text, &reader)
        }
    }

    private static func unit(_ files: UnitFolder, name: String, _ reader: inout RunReader) throws -> UnitRecord {
        let history = try reader.table(files.history, name: name == "training" ? nil : name)
        return UnitRecord(
            name: name, history: try history.map(Self.history),
            failure: try exists(files.failure)
                ? String(decoding: WholeFile.bytes(at: files.failure), as: UTF8.self)
                    .trimmingCharacters(in: .whitespacesAndNewlines) : nil,
            isFinished: try exists(files.model))
    }

    private static func history(_ table: DelimitedTable) throws -> [HistoryPoint] {
        let columns = try ["epoch", "train_loss", "tuning_loss"].map { try table.index(of: $0) }
        return try table.rows.map { row in
            guard let epoch = Double(row[columns[0]].text), let loss = Double(row[columns[1]].text) else {
                throw ReportError.damaged(table.file, problem: "line \(row[0].line) is no epoch")
            }
            return HistoryPoint(epoch: epoch, trainLoss: loss, tuningLoss: Double(row[columns[2]].text))
        }
    }
}

extension RunFolder {
    /// The files of the unit of that name; nil where the name is none of a single folder.
    fileprivate func unit(named name: String) throws -> UnitFolder? {
        FilePath.Component(name).flatMap { $0.kind == .regular ? unit($0) : nil }
    }
}

/// Reads optional files and keeps count of those that are not there.
struct RunReader {
    var absent: [String] = []

    /// The decoded file; nil where there is none.
    mutating func json<Value: Decodable>(_ path: FilePath) throws -> Value? {
        guard try isThere(path, nil) else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(WholeFile.bytes(at: path)))
        } catch let error as DecodingError {
            throw ReportError.damaged(path, problem: Self.sentence(error))
        }
    }

    /// The table; nil where there is none, or none but a line of column names.
    mutating func table(_ path: FilePath, name: String? = nil) throws -> DelimitedTable? {
        guard try isThere(path, name) else { return nil }
        do {
            return try DelimitedTable.read(path)
        } catch CohortError.emptyTable {
            guard try !WholeFile.bytes(at: path).isEmpty else {
                throw ReportError.damaged(path, problem: "it is empty")
            }
            return nil
        }
    }

    private mutating func isThere(_ path: FilePath, _ unit: String?) throws -> Bool {
        if try RunRecord.exists(path) { return true }
        let name = path.lastComponent?.string ?? ""
        absent.append(unit.map { "units/\($0)/\(name)" } ?? name)
        return false
    }

    private static func sentence(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "the key “\(key.stringValue)” is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has a value of another kind than expected"
        default: "it cannot be read as JSON"
        }
    }
}
