import Foundation
import Imaging
import SystemPackage
import TestFolders
import Testing

@testable import Phantoms

@Suite struct PhantomTests {
    /// Makes a cohort in a temporary folder and passes on its files by path.
    private func files(
        _ kind: PhantomKind, count: Int, seed: UInt64 = 1, scansPerPatient: Int = 1,
        check: (URL) throws -> Void = { _ in }
    ) throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("phantom-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let phantom = try Phantom(kind: kind, count: count, seed: seed, scansPerPatient: scansPerPatient)
        try phantom.write(to: FilePath(folder.path))
        try check(folder)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            files[path] = try? Data(contentsOf: folder.appendingPathComponent(path))
        }
        return files
    }

    @Test(arguments: PhantomKind.allCases)
    func theSameSeedGivesTheSameBytesAndALongerCohortBeginsWithAShorterOne(kind: PhantomKind) throws {
        let short = try files(kind, count: 2)
        let long = try files(kind, count: 3)
        for (path, bytes) in short where !path.hasSuffix(".csv") { #expect(long[path] == bytes) }
        for path in short.keys.filter({ $0.hasSuffix(".csv") }) {
            let table = String(decoding: try #require(short[path]), as: UTF8.self)
            #expect(String(decoding: try #require(long[path]), as: UTF8.self).hasPrefix(table))
        }
        #expect(try files(kind, count: 2, seed: 2) != short)
        #expect(try files(kind, count: 2) == short)
    }

    @Test func theScansCanBeReadAndLieWhereTheTableSays() throws {
        _ = try files(.lesionClip, count: 1) { folder in
            let scan = try ScanReader.read(.frames(FilePath(folder.appendingPathComponent("scan-0001").path)))
            #expect(scan.voxels.shape[0] == 12)
        }
        _ = try files(.random, count: 1) { folder in
            let scan = try ScanReader.read(.file(FilePath(folder.appendingPathComponent("scan-0001.nii.gz").path)))
            #expect(scan.voxels.shape == [1, 16, 32, 32, 1])
            #expect(scan.affine.axisCodes == "RAS")
        }
    }

    /// The command of `sample-data/README.md` gives the tables that lie there again, and can be given in place.
    @Test func theClipsOfTheSampleDataComeBack() throws {
        let samples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../sample-data/clip")
        let folder = try TemporaryFolder()
        let phantom = try Phantom(kind: .lesionClip, count: 4, seed: 3, scansPerPatient: 2)
        for _ in 0..<2 { try phantom.write(to: folder.path) }
        for name in ["labels.csv", "frame-labels.csv"] {
            let whole = try Data(contentsOf: samples.appending(path: name))
            #expect(whole.starts(with: try folder.bytes(of: name)), "\(name)")
        }
    }

    @Test func aPatientsScansShareTheirTexture() throws {
        let phantom = try Phantom(kind: .random, count: 4, seed: 3, scansPerPatient: 2)
        let volumes = (0..<4).map { n -> [Float] in
            guard case .volume(let voxels, _) = phantom.synthesis(ofScan: n).scan.content else { return [] }
            return voxels.elements
        }
        func distance(_ a: Int, _ b: Int) -> Float {
            zip(volumes[a], volumes[b]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        }
        #expect(distance(0, 1) < 0.8 * distance(0, 2))
        #expect(distance(2, 3) < 0.8 * distance(1, 3))
        #expect(distance(0, 1) > 0)
    }

    @Test func aFolderWithAnythingElseIsRefusedAndKept() throws {
        let folder = try TemporaryFolder()
        func make(_ kind: PhantomKind, count: Int, seed: UInt64 = 3) throws {
            try Phantom(kind: kind, count: count, seed: seed).write(to: folder.path.appending("data"))
        }
        func contents() throws -> [String: Data] {
            Dictionary(
                uniqueKeysWithValues: try folder.names(in: folder.path.appending("data")).map {
                    ($0, try folder.bytes(of: "data/\($0)"))
                })
        }
        try make(.random, count: 3)
        let before = try contents()
        #expect(throws: PhantomFolderError.self) { try make(.random, count: 2) }
        #expect(throws: PhantomFolderError.self) { try make(.random, count: 3, seed: 4) }
        #expect(throws: PhantomFolderError.self) { try make(.lesionXray, count: 3) }
        #expect(try contents() == before)
        try make(.random, count: 3)
        #expect(try contents() == before)
        try make(.random, count: 4)
        #expect(try contents().count == before.count + 1)
        try folder.write("mine", to: "data/notes.txt")
        #expect(throws: PhantomFolderError.self) { try make(.random, count: 4) }
    }

    /// A cohort of another kind is refused before anything is written, also where its first scans are missing.
    @Test(arguments: PhantomKind.allCases, PhantomKind.allCases)
    func aCohortOfAnotherKindIsLeftAsItIs(kind: PhantomKind, other: PhantomKind) throws {
        guard kind != other else { return }
        let folder = try TemporaryFolder()
        try Phantom(kind: kind, count: 2, seed: 3).write(to: folder.path)
        for name in try folder.names() where name.hasPrefix("scan-0001") || name.hasSuffix(".csv") {
            try FileManager.default.removeItem(atPath: folder.path(name))
        }
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path.string).sorted()
        let error = try #require(throws: PhantomFolderError.self) {
            try Phantom(kind: other, count: 2, seed: 3).write(to: folder.path)
        }
        #expect("\(error)".contains("scan-0002"), "\(error)")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path.string).sorted() == before)
    }

    @Test func anInterruptedCohortOfClipsIsMadeWhole() throws {
        let folder = try TemporaryFolder()
        try Phantom(kind: .lesionClip, count: 2, seed: 3).write(to: folder.path)
        let frame = try folder.bytes(of: "scan-0002/frame-03.png")
        for name in ["labels.csv", "scan-0002/frame-03.png"] {
            try FileManager.default.removeItem(atPath: folder.path(name))
        }
        try Phantom(kind: .lesionClip, count: 2, seed: 3).write(to: folder.path)
        #expect(try folder.bytes(of: "scan-0002/frame-03.png") == frame)
        try folder.write("another", to: "scan-0002/frame-99.png")
        #expect(throws: PhantomFolderError.self) {
            try Phantom(kind: .lesionClip, count: 2, seed: 3).write(to: folder.path)
        }
    }

    @Test func numbersBelowOneAreRefused() {
        #expect(throws: PhantomError.count(0)) { try Phantom(kind: .trivial, count: 0) }
        #expect(throws: PhantomError.scansPerPatient(-1)) {
            try Phantom(kind: .trivial, count: 1, scansPerPatient: -1)
        }
    }
}
