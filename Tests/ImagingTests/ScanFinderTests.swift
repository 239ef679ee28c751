import Foundation
import SystemPackage
import Testing

@testable import Imaging

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct ScanFinderTests {
    private func names(_ folder: TemporaryFolder, frames: Bool = false) throws -> [String] {
        try ScanFinder.scans(under: [folder.path], framesInFolders: frames).map(\.name)
    }

    @Test func scansAreFoundByEndingOrContentInNaturalOrder() throws {
        let folder = try TemporaryFolder()
        let png = try Fixture.bytes("png/grey8.png")
        for name in ["b/10.png", "b/9.png", "b/9a.PNG", "noending", "a.tar.gz", "z.JPG"] {
            try folder.write(png, to: name)
        }
        try folder.write(Fixture.bytes("nifti/four-axes.nii.gz"), to: "gzipped.bin")
        try folder.write(Array("path,class\n".utf8), to: "labels.csv")
        try folder.write([], to: "empty.nii")
        #expect(
            try ScanFinder.scans(under: [folder.path]).map { $0.source.path.nameBytes }.map {
                String(decoding: $0, as: UTF8.self)
            }
                == ["a.tar.gz", "9.png", "9a.PNG", "10.png", "empty.nii", "gzipped.bin", "noending", "z.JPG"])
    }

    @Test func namesAreUniqueBelowTheRoot() throws {
        let folder = try TemporaryFolder()
        for name in ["a.png", "a.jpg", "b.png", "c/b.png"] { try folder.write([1], to: name) }
        #expect(try names(folder) == ["a.jpg", "a.png", "b", "c/b"])
        let other = try TemporaryFolder()
        try other.write([1], to: "b.png")
        let both = try ScanFinder.scans(under: [folder.path, other.path, other.path.appending("b.png")]).map(\.name)
        #expect(Set(both).count == 5 && both.count == 5)
        #expect(both.allSatisfy { !$0.hasPrefix("/") })
    }

    @Test func noNameLeadsOutOfAFolder() throws {
        let folder = try TemporaryFolder()
        for name in ["...png", "..png", "....nii.gz", "..hidden.png"] { try folder.write([1], to: name) }
        #expect(Set(try names(folder)) == ["...png", "..png", "....nii.gz", "..hidden"])
        let image = try Fixture.bytes("png/grey8.png")
        for index in 1...2 { try folder.write(image, to: "clip/in/frame\(index).png") }
        let inside = folder.path.appending("clip").appending("in")
        let above = inside.appending("..").appending("in").appending(".")
        #expect(try ScanFinder.scans(under: [above], framesInFolders: true).map(\.name) == ["%2E"])
    }

    @Test func aPairIsOneScan() throws {
        let folder = try TemporaryFolder()
        for name in ["pair.hdr", "pair.img", "pair-gz.hdr.gz", "pair-gz.img.gz"] {
            try folder.write(Fixture.bytes("nifti/\(name)"), to: name)
        }
        try folder.write([0], to: "alone.img")
        #expect(try names(folder) == ["alone", "pair-gz", "pair"])
        let halves = ["pair.img", "pair.hdr"].map { folder.path.appending($0) }
        #expect(try ScanFinder.scans(under: halves).map(\.source) == [.file(halves[0])])
    }

    @Test func whatCannotBeReadHasAProblemAndBlocksNothing() throws {
        let folder = try TemporaryFolder()
        let path = { (name: String) in folder.path.appending(name).string }
        #expect(mkfifo(path("fifo.png"), 0o600) == 0)
        #expect(mkfifo(path("fifo"), 0o600) == 0)
        #expect(symlink("nowhere.png", path("dangling.png")) == 0)
        #expect(symlink("/dev/zero", path("device.nii")) == 0)
        #expect(symlink(".", path("self")) == 0)
        try folder.write(Fixture.bytes("png/grey8.png"), to: "good.png")
        let found = try ScanFinder.scans(under: [folder.path])
        #expect(found.map(\.name) == ["dangling", "device", "fifo", "good"])
        #expect(
            found.map { $0.problem?.reason } == [
                .system(operation: "open", .noSuchFileOrDirectory), .notAFile(.device), .notAFile(.pipe), nil,
            ])
        #expect(ScanInspector.inspect(found[2]).error != nil)
        #expect(throws: ScanError.self) { try ScanReader.read(.file(folder.path.appending("fifo.png"))) }
        let missing = try ScanFinder.scans(under: [folder.path.appending("gone.png")])
        #expect(missing.map { $0.problem?.reason } == [.system(operation: "open", .noSuchFileOrDirectory)])
    }

    @Test func frameFoldersAreOneScan() throws {
        let folder = try TemporaryFolder()
        for index in 1...12 { try folder.write(Fixture.bytes("png/grey8.png"), to: "clip/frame\(index).png") }
        try folder.write(Fixture.bytes("nifti/slope.nii"), to: "clip/volume.nii")
        try folder.write(Fixture.bytes("png/grey8.png"), to: "other/one.png")
        #expect(try names(folder, frames: true) == ["clip", "clip/volume", "other"])
        #expect(
            try ScanFinder.scans(under: [folder.path.appending("clip")], framesInFolders: true).map(\.name) == [
                "clip", "volume",
            ])
    }
}

@Suite struct FrameFolderTests {
    @Test func framesComeInNaturalOrder() throws {
        let folder = try TemporaryFolder()
        for index in [1, 2, 10] {
            let image = try PNGWriter.encode(.init(shape: [2, 3], repeating: Float(index)))
            try folder.write(image, to: "f\(index).png")
        }
        try folder.write(Array("notes".utf8), to: "notes.txt")
        let scan = try ScanReader.read(.frames(folder.path))
        #expect(scan.voxels.shape == [3, 1, 2, 3, 1])
        #expect(stride(from: 0, to: 18, by: 6).map { scan.voxels[$0] } == [1, 2, 10])
        let inspection = ScanInspector.inspect(.frames(folder.path))
        #expect(inspection.frames == 3 && inspection.mean == 13.0 / 3 && inspection.last == 10)
    }

    @Test func theOddFrameIsNamed() throws {
        let folder = try TemporaryFolder()
        for index in 1...4 {
            let image = try PNGWriter.encode(.init(shape: index == 1 ? [5, 3] : [2, 3]))
            try folder.write(image, to: "f\(index).png")
        }
        do {
            _ = try ScanReader.read(.frames(folder.path))
            Issue.record("unequal frames were read")
        } catch {
            #expect(error.reason == .unequalFrame(name: "f1.png", size: "3 × 5 grey", others: "3 × 2 grey"))
        }
    }

    @Test func aFolderWithoutImagesAndADamagedFrameAreErrors() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ScanError(path: folder.path, reason: .noFrames)) { try ScanReader.read(.frames(folder.path)) }
        try folder.write([], to: "a.png")
        #expect(throws: ScanError(path: folder.path, reason: .frame(name: "a.png", .emptyFile))) {
            try ScanReader.read(.frames(folder.path))
        }
    }
}
