import Foundation
import SystemPackage

enum SystemFolder {
    /// Makes a folder and those above it.
    static func make(_ path: FilePath) throws {
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    }
}
