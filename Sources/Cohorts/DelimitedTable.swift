import Names
import SystemPackage

/// A table of delimited text (RFC 4180: commas, tabs or semicolons, quoted cells) that knows the place of every cell.
///
/// It is read by a parser of its own because SwiftCSV keeps no positions, accepts an unbalanced quote at the end of
/// the file and pads rows of the wrong length: the three mistakes of label tables that a message must point at.
public struct DelimitedTable: Sendable {
    /// One value and where it starts.
    public struct Cell: Hashable, Sendable {
        public var text: String
        /// The line, from 1.
        public var line: Int32
        /// The character in the line, from 1.
        public var column: Int32
    }

    /// The largest file that is read where nothing else is said, in bytes.
    public static let byteLimit = 64 << 20
    /// The most rows likewise, and the most columns.
    public static let (rowLimit, columnLimit) = (1_000_000, 10_000)

    public let file: FilePath
    public let separator: Character
    /// The column names.
    public let header: [Cell]
    /// The rows below the header; each has as many cells as the header. Empty lines are left out.
    public let rows: [[Cell]]

    init(file: FilePath, separator: Character, header: [Cell], rows: [[Cell]]) {
        (self.file, self.separator, self.header, self.rows) = (file, separator, header, rows)
    }

    /// The names of the columns.
    public var columns: [String] { header.map(\.text) }

    /// The place of a cell.
    public func position(of cell: Cell) -> TextPosition {
        TextPosition(file: file, line: Int(cell.line), column: Int(cell.column))
    }

    /// The index of a column.
    ///
    /// - Throws: `CohortError.unknownColumn` with the nearest known name, `.ambiguousColumn` where two have the name.
    public func index(of column: String) throws(CohortError) -> Int {
        let indices = header.indices.filter { header[$0].text == column }
        guard let index = indices.first else {
            throw .unknownColumn(
                column, in: TextPosition(file: file, line: Int(header.first?.line ?? 1), column: 1),
                nearest: NearestName.to(column, among: columns), known: columns)
        }
        guard indices.count == 1 else { throw .ambiguousColumn(column, at: position(of: header[indices[1]])) }
        return index
    }
}
