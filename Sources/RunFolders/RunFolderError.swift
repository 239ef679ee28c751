import Foundation
import SystemPackage

/// Why a run folder or a file in it could not be read or written.
public enum RunFolderError: Error, Hashable, Sendable {
    /// What was tried when the system refused.
    public enum Operation: String, Hashable, Sendable {
        case create, read, write, sync, rename, lock, remove
    }

    /// The system refused an operation on a path.
    case failed(Operation, FilePath, Errno)
    /// What is to be read is a folder, FIFO, socket or device.
    case notARegularFile(FilePath, FileType)
    /// What is to be written would replace a folder, FIFO, socket, device or dangling link.
    case cannotReplace(FilePath, FileType)
    /// The path is something else where a folder is expected.
    case notAFolder(FilePath, FileType)
    /// Another process holds the file or folder; its id where it is known.
    case inUse(FilePath, process: Int?)
    /// The folder belongs to another pipeline; the first line that differs, empty where one text has ended.
    case differentPipeline(FilePath, line: Int, recorded: String, given: String)
    /// The folder holds files with the names of a run's files, but no pipeline says what made them.
    case foreignFiles(FilePath, [String])
    /// The table to go on with has other columns; `recorded` is its first line.
    case differentColumns(FilePath, recorded: String, given: String)

    /// Runs a system call and turns its error number into `failed`.
    static func attempt<Result>(
        _ operation: Operation, _ path: FilePath, _ body: () throws -> Result
    ) throws(RunFolderError) -> Result {
        do {
            return try body()
        } catch {
            throw .failed(operation, path, (error as? Errno) ?? .ioError)
        }
    }
}

extension RunFolderError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .failed(let operation, let path, let code):
            "\(path): cannot \(operation.rawValue): \(code)\(Self.wayOut(of: code, operation))"
        case .notARegularFile(let path, let kind):
            "\(path) is \(Self.words(for: kind)), not a file; name a file"
        case .cannotReplace(let path, let kind):
            "\(path) is \(Self.words(for: kind)), which is not replaced by a file; name another output"
        case .notAFolder(let path, let kind):
            "\(path) is \(Self.words(for: kind)), not a folder; name a folder"
        case .inUse(let path, let process):
            "\(path): \(process.map { "process \($0)" } ?? "another process") is writing here; "
                + "wait until it ends, or name another output"
        case .differentPipeline(let path, let line, let recorded, let given):
            "\(path) was made by a different pipeline; line \(line) of its pipeline.yaml says "
                + "“\(recorded)”, now it is “\(given)”; name another output folder, or go back to that pipeline"
        case .foreignFiles(let path, let names):
            "\(path) holds \(names.joined(separator: ", ")) but no pipeline.yaml that says what made them; "
                + "name another output folder"
        case .differentColumns(let path, let recorded, let given):
            "\(path) has other columns: “\(recorded)” there, “\(given)” now; name another output file, or remove this one"
        }
    }

    public var errorDescription: String? { description }

    /// Whether an input could not be read; all else is an output that cannot be written.
    public var concernsReading: Bool {
        switch self {
        case .failed(.read, _, _), .notARegularFile: true
        default: false
        }
    }

    private static func wayOut(of code: Errno, _ operation: Operation) -> String {
        switch code {
        case .noSpace, Errno(rawValue: EDQUOT): "; free some space, or name an output elsewhere"
        case .readOnlyFileSystem: "; the file system is read-only, name an output elsewhere"
        case .permissionDenied, .notPermitted: "; change its permissions, or name another place"
        case .noSuchFileOrDirectory where operation == .read: "; correct the path"
        case .noSuchFileOrDirectory: "; create the folder first, or correct the path"
        case .notDirectory: "; a part of the path is a file, not a folder"
        default: ""
        }
    }

    private static func words(for kind: FileType) -> String {
        switch kind {
        case .regular: "a file"
        case .directory: "a folder"
        case .fifo: "a FIFO"
        case .socket: "a socket"
        case .characterSpecial, .blockSpecial: "a device"
        case .symbolicLink: "a link that leads nowhere"
        default: "something unknown"
        }
    }
}
