import Foundation
import Networks
import RunFolders
import SystemPackage

/// Why a classification could not begin or go on; what is wrong with one scan stands in that scan's row.
public enum ClassificationError: Error, Sendable {
    /// The table to go on with was made by another model.
    case otherModel(FilePath, found: String, given: String)
    /// A row of the table to go on with has another number of cells than columns.
    case damagedTable(FilePath, row: Int, cells: Int, columns: Int)
    /// The table of frames to go on with has none of a scan that the table of scans holds; its cell there.
    case missingFrames(FilePath, scan: String)
    /// The caller asked to stop; the rows so far are written.
    case interrupted(rows: Int)
    /// The engine refused an operation.
    case engine(PlanError)
    /// The table could not be read or written.
    case output(RunFolderError)
}

extension ClassificationError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .otherModel(let path, let found, let given):
            "\(path) was made by model \(found), not by \(given); name another output file, or remove this one"
        case .damagedTable(let path, let row, let cells, let columns):
            "\(path): row \(row) has \(cells) cells for \(columns) columns; name another output file, or remove this one"
        case .missingFrames(let path, let scan):
            "\(path) has no frames of \(scan), which the table of scans beside it holds; put the frames back, or name another "
                + "output file"
        case .interrupted(let rows):
            "interrupted after \(rows) scans; the same command goes on from there"
        case .engine(let error): "\(error)"
        case .output(let error): "\(error)"
        }
    }
}
