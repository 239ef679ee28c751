import Foundation
import SystemPackage
import TestFolders
import Testing

@testable import RunFolders

@Suite struct AtomicFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func replacesTheContentAndLeavesNothingElse() throws {
        let path = folder.path.appending("metrics.json")
        try AtomicFile.write("old", to: path)
        try AtomicFile.write("new", to: path)
        #expect(try folder.text("metrics.json") == "new")
        #expect(try folder.names() == ["metrics.json"])
    }

    @Test func aMissingFolderIsNamedWithTheWayOut() {
        let path = folder.path.appending("missing/model.bin")
        #expect(throws: RunFolderError.failed(.create, path, .noSuchFileOrDirectory)) {
            try AtomicFile.write([1], to: path)
        }
        let message = RunFolderError.failed(.create, path, .noSuchFileOrDirectory).description
        #expect(message.hasPrefix("\(path): cannot create: No such file or directory; create the folder first"))
    }

    @Test func aFileAsFolderIsAnError() throws {
        try folder.write("", to: "file")
        let path = folder.path.appending("file/model.bin")
        #expect(throws: RunFolderError.failed(.create, path, .notDirectory)) { try AtomicFile.write([1], to: path) }
    }

    @Test func whatIsNoFileIsNeverReplaced() throws {
        let fifo = folder.path.appending("fifo")
        #expect(mkfifo(fifo.string, 0o600) == 0)
        #expect(throws: RunFolderError.cannotReplace(fifo, .fifo)) { try AtomicFile.write([1], to: fifo) }
        #expect(throws: RunFolderError.cannotReplace(folder.path, .directory)) {
            try AtomicFile.write([1], to: folder.path)
        }
        #expect(throws: RunFolderError.cannotReplace("/dev/full", .characterSpecial)) {
            try AtomicFile.write([1], to: "/dev/full")
        }
        #expect(try folder.names() == ["fifo"])
    }

    @Test func aLinkStaysAndTheFileBehindItChanges() throws {
        try folder.write("old", to: "target")
        let link = folder.path.appending("link")
        #expect(symlink("target", link.string) == 0)
        try AtomicFile.write("new", to: link)
        #expect(try folder.text("target") == "new")
        #expect(try Stat(link, followTargetSymlink: false).type == .symbolicLink)
        let dangling = folder.path.appending("dangling")
        #expect(symlink("nowhere", dangling.string) == 0)
        #expect(throws: RunFolderError.cannotReplace(dangling, .symbolicLink)) {
            try AtomicFile.write([1], to: dangling)
        }
    }

    @Test func aNameOfRawBytesIsWritten() throws {
        let name: [CChar] = [0x66, CChar(bitPattern: 0xFF), 0]
        let component = try #require(
            name.withUnsafeBufferPointer { $0.baseAddress.map(FilePath.init(platformString:)) })
        let path = folder.path.pushing(component)
        try AtomicFile.write("x", to: path)
        #expect(try WholeFile.bytes(at: path) == [0x78])
    }
}
