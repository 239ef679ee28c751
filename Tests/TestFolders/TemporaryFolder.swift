import Foundation
import SystemPackage

/// A folder for one test, removed when the test lets go of it.
public final class TemporaryFolder: Sendable {
    public let path: FilePath

    public init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "cine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = FilePath(url.path(percentEncoded: false))
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    /// The text of a path in the folder, as a command takes it.
    public func path(_ name: String) -> String { path.pushing(FilePath(name)).string }

    /// Writes a file, and the folders above it where they are missing.
    @discardableResult public func write(_ text: String, to name: String) throws -> FilePath {
        try write(Array(text.utf8), to: name)
    }

    @discardableResult public func write(_ bytes: [UInt8], to name: String) throws -> FilePath {
        let file = path.pushing(FilePath(name))
        try FileManager.default.createDirectory(
            atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: file.string))
        return file
    }

    /// A file without contents, opened to be written.
    public func emptyFile(_ name: String) throws -> FileHandle {
        try FileHandle(forWritingTo: URL(filePath: write("", to: name).string))
    }

    public func bytes(of name: String) throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }

    public func text(_ name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

    /// The names in the folder, or in another, in alphabetical order.
    public func names(in folder: FilePath? = nil) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: (folder ?? path).string).sorted()
    }
}

/// Calls `body` with a fresh folder that is removed afterwards.
public func withTemporaryFolder<Result>(_ body: (FilePath) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.path) }
}
