import Foundation
import SystemPackage

/// A folder for one test, removed when the test lets go of it.
final class TemporaryFolder: Sendable {
    let path: FilePath

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "cine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = FilePath(url.path())
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    func names(in folder: FilePath? = nil) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: (folder ?? path).string).sorted()
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path.appending(name).string, atomically: false, encoding: .utf8)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: path.appending(name).string, encoding: .utf8)
    }
}
