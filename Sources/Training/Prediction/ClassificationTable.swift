import Imaging
import RunFolders
import SystemPackage

/// The table that `cine classify` writes row by row, and goes on with where an earlier process ended.
public final class ClassificationTable {
    /// How many rows stood in the table when it was opened.
    public let rowsBefore: Int
    /// How many of them are of scans that failed.
    public let failedBefore: Int
    /// How many of them are of scans that the model abstained from.
    public let abstainedBefore: Int

    private let file: RowFile
    /// The cells that name the scans that stood in the table when it was opened.
    let filesBefore: Set<String>
    /// Those of them that the model answered.
    let answeredBefore: Set<String>
    private let samplesBefore: Set<String>

    /// Opens the table, or makes it; a last row that a kill cut in two is dropped.
    ///
    /// - Throws: `.otherModel` where a row was made by another model, `.damagedTable` where one has too few or too many
    ///   cells, `.output` where the file cannot be opened, has other columns or is in use.
    public convenience init(_ path: FilePath, model: ModelFile) throws(ClassificationError) {
        try self.init(path, classes: model.description.classes, modelID: model.id)
    }

    /// The same for any model of these classes and this id.
    public init(_ path: FilePath, classes: [String], modelID: String) throws(ClassificationError) {
        let columns = ClassificationRow.columns(classes: classes)
        let bytes: [UInt8]
        do {
            file = try RowFile(path, columns: columns)
            bytes = file.goesOn ? try WholeFile.bytes(at: path) : []
        } catch {
            throw .output(error)
        }
        var files: Set<String> = []
        var (samples, answered): (Set<String>, Set<String>) = ([], [])
        var (rows, failed, abstained) = (0, 0, 0)
        for row in EncodedRows(bytes).dropFirst() {
            guard row.count == columns.count else {
                throw .damagedTable(path, row: rows + 2, cells: row.count, columns: columns.count)
            }
            let found = row[columns.count - 1]
            guard found == CSVWriter.cell(modelID) else { throw .otherModel(path, found: found, given: modelID) }
            files.insert(row[0])
            samples.insert(row[1])
            if row[2] == ClassificationRow.Status.failed.rawValue { failed += 1 } else { answered.insert(row[0]) }
            if row[2] == ClassificationRow.Status.abstained.rawValue { abstained += 1 }
            rows += 1
        }
        filesBefore = files
        samplesBefore = samples
        answeredBefore = answered
        rowsBefore = rows
        failedBefore = failed
        abstainedBefore = abstained
    }

    /// The scans for which the table held no row when it was opened, under names that none of its rows has.
    public func missing(of scans: [FoundScan]) -> [FoundScan] {
        SampleNames.avoiding(
            { samplesBefore.contains(CSVWriter.cell($0)) },
            in: scans.filter { !filesBefore.contains(CSVWriter.cell($0.source.path.rowText)) })
    }

    /// Writes the rows of one batch at once: what scans say in their last digits depends on those beside them in the batch, so
    /// that a killed process must leave whole batches for the next one to go on with.
    public func append(_ rows: [ClassificationRow]) throws(ClassificationError) {
        do {
            try file.append(rows.map(\.cells))
        } catch {
            throw .output(error)
        }
    }

    /// Waits until the rows are on the disk.
    public func close() throws(ClassificationError) {
        do {
            try file.close()
        } catch {
            throw .output(error)
        }
    }
}

/// The rows of a comma-separated table, each a list of cells as they are spelled in the file, quotes included.
struct EncodedRows: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    /// The bytes that were read, up to the end of a row.
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> [String]? {
        guard position < bytes.count else { return nil }
        var cells: [String] = []
        var start = position
        var isQuoted = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") else { continue }
            cells.append(String(decoding: bytes[start..<position - 1], as: UTF8.self))
            start = position
            if byte == UInt8(ascii: "\n") { break }
        }
        return cells
    }
}
