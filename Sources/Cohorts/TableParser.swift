import RunFolders
import SystemPackage

extension DelimitedTable {
    /// Reads a table; the header tells the separator.
    ///
    /// - Parameters:
    ///   - byteLimit: the largest file that is read.
    ///   - rowLimit: the most rows.
    /// - Throws: `CohortError` with file, line and column: `.unreadable`, `.tooLarge`, `.notText`, `.unbalancedQuote`,
    ///   `.strayText`, `.unevenRow`, `.emptyTable`.
    public static func read(
        _ file: FilePath, byteLimit: Int = DelimitedTable.byteLimit, rowLimit: Int = DelimitedTable.rowLimit
    ) throws(CohortError) -> DelimitedTable {
        let bytes: [UInt8]
        do throws(RunFolderError) {
            bytes = try WholeFile.bytes(at: file, limit: byteLimit)
        } catch {
            if case .failed(_, _, .fileTooLarge) = error { throw .tooLarge(file, limit: "\(byteLimit >> 20) MiB") }
            throw .unreadable(error.description)
        }
        return try parse(bytes, file: file, rowLimit: rowLimit)
    }

    /// Parses a table's bytes: UTF-8, with or without a byte order mark; lines end in LF, CRLF or CR.
    static func parse(
        _ bytes: [UInt8], file: FilePath, rowLimit: Int = DelimitedTable.rowLimit
    ) throws(CohortError) -> DelimitedTable {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let separator = separator(of: bytes[start...], isTabbed: file.extension?.lowercased() == "tsv")
        var parser = TableParser(bytes: bytes, position: start, separator: separator, file: file)
        guard let header = try parser.row() else { throw .emptyTable(file) }
        guard header.count <= columnLimit else { throw .tooLarge(file, limit: "\(columnLimit) columns") }
        var rows: [[Cell]] = []
        while let row = try parser.row() {
            guard row.count == header.count else {
                let last = row[row.count - 1]
                throw .unevenRow(
                    TextPosition(file: file, line: Int(last.line), column: Int(last.column)), cells: row.count,
                    expected: header.count)
            }
            guard rows.count < rowLimit else { throw .tooLarge(file, limit: "\(rowLimit) rows") }
            rows.append(row)
        }
        return DelimitedTable(
            file: file, separator: Character(UnicodeScalar(separator)), header: header.map(\.trimmed), rows: rows)
    }

    /// The most frequent of comma, tab and semicolon outside quotes in the first line.
    private static func separator(of bytes: ArraySlice<UInt8>, isTabbed: Bool) -> UInt8 {
        let candidates = [UInt8(ascii: isTabbed ? "\t" : ","), UInt8(ascii: isTabbed ? "," : "\t"), UInt8(ascii: ";")]
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let best = counts.indices.max { counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1) }
        return candidates[best ?? 0]
    }
}

extension DelimitedTable.Cell {
    /// The cell without the spaces around its text.
    var trimmed: Self {
        var cell = self
        cell.text = text.withoutSpacesAround
        return cell
    }
}

extension String {
    /// The text without the spaces and tabs at its ends, as tables spell names of columns and classes.
    var withoutSpacesAround: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

/// Reads rows from bytes and counts lines and characters on the way.
private struct TableParser {
    let bytes: [UInt8]
    var position: Int
    let separator: UInt8
    let file: FilePath
    var line = 1
    /// The character at `position`, from 1.
    var column = 1

    init(bytes: [UInt8], position: Int, separator: UInt8, file: FilePath) {
        (self.bytes, self.position, self.separator, self.file) = (bytes, position, separator, file)
    }

    /// The next row that is no empty line; nil at the end.
    mutating func row() throws(CohortError) -> [DelimitedTable.Cell]? {
        while position < bytes.count {
            var cells = [try cell()]
            while position < bytes.count, bytes[position] == separator {
                guard cells.count <= DelimitedTable.columnLimit else {
                    throw .tooLarge(file, limit: "\(DelimitedTable.columnLimit) columns")
                }
                advance()
                cells.append(try cell())
            }
            advance()
            if cells.count > 1 || !cells[0].text.isEmpty { return cells }
        }
        return nil
    }

    /// The cell at `position`; leaves `position` at the separator, the line end or the end.
    private mutating func cell() throws(CohortError) -> DelimitedTable.Cell {
        let (startLine, startColumn) = (line, column)
        var text: [UInt8] = []
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            text = try quotedText()
            guard isAtCellEnd else { throw .strayText(here) }
        } else {
            while !isAtCellEnd { text.append(try byte()) }
        }
        guard let string = String(validating: text, as: UTF8.self) else {
            throw .notText(TextPosition(file: file, line: startLine, column: startColumn))
        }
        return DelimitedTable.Cell(text: string, line: Int32(clamping: startLine), column: Int32(clamping: startColumn))
    }

    /// The text between the quote at `position` and its partner; doubled quotes stand for one.
    private mutating func quotedText() throws(CohortError) -> [UInt8] {
        let opening = here
        var text: [UInt8] = []
        advance()
        while position < bytes.count {
            let byte = try byte()
            guard byte == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            guard position < bytes.count, bytes[position] == byte else { return text }
            text.append(try self.byte())
        }
        throw .unbalancedQuote(opening)
    }

    private var here: TextPosition { TextPosition(file: file, line: line, column: column) }

    private var isAtCellEnd: Bool {
        guard position < bytes.count else { return true }
        let byte = bytes[position]
        return byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func byte() throws(CohortError) -> UInt8 {
        let byte = bytes[position]
        guard byte != 0 else { throw .notText(here) }
        advance()
        return byte
    }

    /// Goes one byte on; CR LF counts as one line end.
    private mutating func advance() {
        guard position < bytes.count else { return }
        let byte = bytes[position]
        position += 1
        let isFirstOfPair =
            byte == UInt8(ascii: "\r") && position < bytes.count && bytes[position] == UInt8(ascii: "\n")
        if isFirstOfPair { return }
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }
}
