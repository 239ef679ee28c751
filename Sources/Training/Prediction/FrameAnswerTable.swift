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

    /// Opens the table, or makes it. Frames of scans that have no row in the table of scans are dropped: they were written by a
    /// process that was killed before it wrote the scans' rows, and will be written again.
    ///
    /// - Throws: `ClassificationError.output` where the file cannot be opened, has other columns or is in use.
    public init(_ path: FilePath, classes: [String], besides table: ClassificationTable) throws(ClassificationError) {
        let columns = ClassificationRow.frameColumns(classes: classes)
        do {
            try Self.dropOrphans(of: table, in: path, columns: columns)
            file = try RowFile(path, columns: columns)
        } catch {
            throw .output(error)
        }
    }

    private static func dropOrphans(
        of table: ClassificationTable, in path: FilePath, columns: [String]
    ) throws(RunFolderError) {
        guard (try? Stat(path).type) == .regular else { return }
        let header = CSVWriter.row(columns)
        let bytes = try WholeFile.bytes(at: path)
        guard bytes.starts(with: header.utf8) else { return }
        let rows = EncodedRows(bytes).dropFirst()
        let kept = rows.filter { $0.count == columns.count && table.filesBefore.contains($0[0]) }
        try AtomicFile.write(header + kept.map { $0.joined(separator: ",") + "\n" }.joined(), to: path)
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
