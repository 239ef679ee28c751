import Foundation
import SystemPackage
import Testing

@testable import Imaging

/// A scan beside the tests and the values that `make_fixtures.py` got from Pillow or nibabel.
struct Fixture: Decodable {
    var width: Int?
    var height: Int?
    var channels: Int?
    var bitDepth: Int?
    var dims: [Int]?
    /// In file order for NIfTI, row by row for images; nil for what is not finite.
    var values: [Double?]
    var affine: [Double]?
    var axisCodes: String?
    var probe: [Double?]?
    var rasProbe: [Double?]?
    var rasFirst: Double?

    static let folder = FilePath(Bundle.module.bundlePath).appending("Fixtures")
    static let all: [String: Fixture] = {
        guard let data = FileManager.default.contents(atPath: folder.appending("expected.json").string),
            let fixtures = try? JSONDecoder().decode([String: Fixture].self, from: data)
        else { return [:] }
        return fixtures
    }()

    static func names(_ prefix: String) -> [String] { all.keys.filter { $0.hasPrefix(prefix) }.sorted() }

    static func path(_ name: String) -> FilePath { folder.appending(name) }

    static func bytes(_ name: String) throws -> [UInt8] {
        try #require(FileManager.default.contents(atPath: path(name).string).map { Array($0) })
    }
}

/// An empty folder that goes away with the test.
final class TemporaryFolder {
    let path: FilePath

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("imaging-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = FilePath(url.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    /// Writes a file, with the folders above it, and returns its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> FilePath {
        let file = path.appending(name)
        try FileManager.default.createDirectory(
            atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file.string))
        return file
    }
}

/// Whether two lists agree to a part in 10⁶ of their range, nil standing for a number that is not finite.
func agree(_ got: [Double], _ wanted: [Double?], tolerance: Double = 1e-6) -> Bool {
    let range = wanted.compactMap { $0.map(abs) }.max() ?? 0
    return got.count == wanted.count
        && zip(got, wanted).allSatisfy { one, other in
            guard let other else { return !one.isFinite }
            return abs(one - other) <= tolerance * max(1, range)
        }
}
