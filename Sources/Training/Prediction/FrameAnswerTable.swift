import RunFolders
import SystemPackage

/// The table of frames that `cine classify` writes beside its table of scans, for a model that answers for each frame.
public final class FrameAnswerTable {
    private let file: RowFile

    /// Where the frames of `predictions.csv` stand: `predictions.frames.csv`.
    public static func path(besides table: FilePath) -> FilePath {
        var path = table
        let ending = path.extension ?? "csv"
        path.extension = "frames.\(ending)"
        return path
    }

    /// Opens the table, or makes it. Frames at its end of scans that have no row in the table of scans are dropped: they were
    /// written by a process that was killed before it wrote the scans' rows, and will be written again.
    ///
    /// - Throws: `.missingFrames` where a scan that the model answered before has none; `.output` where the file cannot be opened,
    ///   has other columns or is in use.
    public init(_ path: FilePath, classes: [String], besides table: ClassificationTable) throws(ClassificationError) {
        let columns = ClassificationRow.frameColumns(classes: classes)
        let bytes: [UInt8]
        do {
            file = try RowFile(path, columns: columns)
            bytes = file.goesOn ? try WholeFile.bytes(at: path) : []
        } catch {
            throw .output(error)
        }
        var rows = EncodedRows(bytes)
        _ = rows.next()
        var (length, found) = (rows.position, Set<String>())
        while let row = rows.next(), row.count == columns.count, table.filesBefore.contains(row[0]) {
            found.insert(row[0])
            length = rows.position
        }
        if let scan = table.answeredBefore.subtracting(found).min() { throw .missingFrames(path, scan: scan) }
        guard length < bytes.count else { return }
        do {
            try file.cut(to: length)
        } catch {
            throw .output(error)
        }
    }

    /// Writes the frames of one batch; to be called before the scans' own rows are written.
    public func append(_ rows: [ClassificationRow]) throws(ClassificationError) {
        do {
            try file.append(rows.flatMap(\.frameCells))
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
