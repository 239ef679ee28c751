import SystemPackage
import TestFolders
import Testing

@testable import RunFolders

@Suite struct WholeFileTests {
    @Test func readsUpToALimit() throws {
        let folder = try TemporaryFolder()
        try folder.write("12345", to: "text")
        let path = folder.path.appending("text")
        #expect(try WholeFile.bytes(at: path, limit: 5) == Array("12345".utf8))
        #expect(throws: RunFolderError.failed(.read, path, .fileTooLarge)) { try WholeFile.bytes(at: path, limit: 4) }
        #expect(throws: RunFolderError.notARegularFile("/dev/zero", .characterSpecial)) {
            try WholeFile.bytes(at: "/dev/zero")
        }
        #expect(try SHA256.digest(ofFileAt: path) == SHA256.digest(of: "12345".utf8))
    }
}
