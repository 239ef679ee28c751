import SystemPackage
import TestFolders
import Testing

@testable import RunFolders

@Suite struct RowFileTests {
    let folder: TemporaryFolder
    let path: FilePath

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path.appending("rows.csv")
    }

    @Test func goesOnWhereItStopped() throws {
        let first = try RowFile(path, columns: ["file", "class"])
        #expect(!first.goesOn)
        try first.append([["a.png", "normal"]])
        #expect(throws: RunFolderError.inUse(path, process: nil)) { try RowFile(path, columns: ["file", "class"]) }
        try first.close()
        let second = try RowFile(path, columns: ["file", "class"])
        #expect(second.goesOn)
        try second.append([["b.png", "said \"so\""]])
        #expect(try folder.text("rows.csv") == "file,class\na.png,normal\nb.png,\"said \"\"so\"\"\"\n")
    }

    @Test(arguments: ["file,class\na,1\nb,", "file,class\na,1\n\"b\nc", "file,class\na,1\n"])
    func dropsARowThatAKillCutInTwo(torn: String) throws {
        try folder.write(torn, to: "rows.csv")
        let rows = try RowFile(path, columns: ["file", "class"])
        try rows.append([["c", "2"]])
        #expect(try folder.text("rows.csv") == "file,class\na,1\nc,2\n")
    }

    @Test func aTornHeaderIsWrittenAnew() throws {
        try folder.write("file,cl", to: "rows.csv")
        let rows = try RowFile(path, columns: ["file", "class"])
        #expect(!rows.goesOn)
        #expect(try folder.text("rows.csv") == "file,class\n")
    }

    @Test func otherColumnsAreRefusedAndKept() throws {
        try folder.write("path,label\nx,1\n", to: "rows.csv")
        #expect(throws: RunFolderError.differentColumns(path, recorded: "path,label", given: "file,class")) {
            try RowFile(path, columns: ["file", "class"])
        }
        #expect(try folder.text("rows.csv") == "path,label\nx,1\n")
    }

    @Test func aTextWithoutALineEndIsNotThrownAway() throws {
        try folder.write("my notes", to: "rows.csv")
        #expect(throws: RunFolderError.differentColumns(path, recorded: "my notes", given: "file,class")) {
            try RowFile(path, columns: ["file", "class"])
        }
        #expect(try folder.text("rows.csv") == "my notes")
    }

    @Test func devicesAreRefused() {
        #expect(throws: RunFolderError.cannotReplace("/dev/full", .characterSpecial)) {
            try RowFile("/dev/full", columns: ["file"])
        }
    }
}
