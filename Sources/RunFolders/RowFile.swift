import Foundation
import SystemPackage

/// A comma-separated table that grows row by row, so that an interrupted process loses nothing it has written.
///
/// An existing table with the same columns is gone on with; a last row that a kill cut in two is dropped.
/// The file is locked while the object lives.
public final class RowFile {
    public let path: FilePath
    /// Whether the table held whole rows, after the column names, when it was opened.
    public let goesOn: Bool

    private let file: FileDescriptor
    private let columns: Int
    private var isOpen = true

    /// Opens the table, or makes it and writes the column names.
    ///
    /// - Throws: `RunFolderError.differentColumns` where the first row is another; `.inUse` while another process
    ///   has it open; `.cannotReplace` for a folder, FIFO, socket or device; `.failed` where the system refuses.
    public init(_ path: FilePath, columns: [String]) throws(RunFolderError) {
        if let kind = try? Stat(path).type, kind != .regular { throw .cannotReplace(path, kind) }
        let file = try RunFolderError.attempt(.create, path) {
            try FileDescriptor.open(
                path, .readWrite, options: [.create, .append, .closeOnExec],
                permissions: FilePermissions(rawValue: 0o666))
        }
        do throws(RunFolderError) {
            guard try FileLock.lock(file, at: path) else { throw .inUse(path, process: nil) }
            let header = Array(CSVWriter.row(columns).utf8)
            let start = try Self.wholeRows(of: file, at: path)
            guard start.length > 0 ? start.firstRow == header : header.starts(with: start.firstRow) else {
                throw .differentColumns(
                    path,
                    recorded: String(decoding: start.firstRow.prefix(200), as: UTF8.self).trimmingCharacters(
                        in: .newlines),
                    given: String(decoding: header.dropLast(), as: UTF8.self))
            }
            try RunFolderError.attempt(.write, path) {
                try file.resize(to: start.length)
                if start.length == 0 { _ = try file.writeAll(header) }
            }
            goesOn = start.length > Int64(header.count)
        } catch {
            try? file.close()
            throw error
        }
        self.path = path
        self.file = file
        self.columns = columns.count
    }

    deinit {
        if isOpen { try? file.close() }
    }

    /// Writes rows with a single call, as long as the system takes them whole.
    ///
    /// - Precondition: each row has as many cells as there are columns.
    public func append(_ rows: [[String]]) throws(RunFolderError) {
        for cells in rows { precondition(cells.count == columns, "\(cells.count) cells for \(columns) columns") }
        let text = rows.map(CSVWriter.row).joined()
        try RunFolderError.attempt(.write, path) { _ = try file.writeAll(text.utf8) }
    }

    /// Drops whole rows at the end, after which the table has `length` bytes.
    public func cut(to length: Int) throws(RunFolderError) {
        try RunFolderError.attempt(.write, path) { try file.resize(to: Int64(length)) }
    }

    /// Waits until the rows are on the disk and gives the file back.
    public func close() throws(RunFolderError) {
        guard isOpen else { return }
        isOpen = false
        defer { try? file.close() }
        try SystemCalls.sync(file, at: path)
    }

    /// The first row, cut after 64 KiB, and the length in bytes of all rows that end in a line feed.
    private static func wholeRows(
        of file: FileDescriptor, at path: FilePath
    ) throws(RunFolderError) -> (firstRow: [UInt8], length: Int64) {
        var firstRow: [UInt8] = []
        var (quoted, length, offset) = (false, Int64(0), Int64(0))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try RunFolderError.attempt(.read, path) {
                try buffer.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: offset, into: $0) }
            }
            guard count > 0 else { return (firstRow, length) }
            for index in 0..<count {
                let byte = buffer[index]
                if length == 0, firstRow.count < buffer.count { firstRow.append(byte) }
                if byte == UInt8(ascii: "\"") { quoted.toggle() }
                if byte == UInt8(ascii: "\n"), !quoted { length = offset + Int64(index) + 1 }
            }
            offset += Int64(count)
        }
    }
}
