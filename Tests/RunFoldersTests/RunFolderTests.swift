import TestFolders
import Testing

@testable import RunFolders

@Suite struct RunFolderTests {
    @Test func aPlanOfOneUnitStandsAtTheRoot() {
        let run = RunFolder("/runs/a")
        #expect(run.pipeline == "/runs/a/pipeline.yaml")
        #expect(run.model == "/runs/a/model.safetensors")
        #expect(run.whole.history == "/runs/a/history.csv")
        #expect(run.whole.lastCheckpoint == "/runs/a/checkpoints/last.safetensors")
        #expect(run.unit("fold-0").model == "/runs/a/units/fold-0/model.safetensors")
        #expect(run.unit("fold-0").bestCheckpoint == "/runs/a/checkpoints/fold-0/best.safetensors")
    }

    @Test func makesTheFoldersAboveItself() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path.appending("a/b/run"))
        try run.create()
        try run.create()
        #expect(try folder.names(in: run.root).isEmpty)
    }

    @Test func aFileInTheWayIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let path = folder.path.appending("file")
        #expect(throws: RunFolderError.notAFolder(path, .regular)) { try RunFolder(path).create() }
        #expect(throws: RunFolderError.notAFolder(path, .regular)) { try RunFolder(path.appending("run")).create() }
    }

    @Test func anArmThatMeansSomethingElseBeginsAnew() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path)
        try run.createArms()
        let unit = run.unit("deep-fold0")
        try run.claim(arm: "deep", pipeline: "epochs: 1\n", units: [unit])
        try unit.create()
        try AtomicFile.write([1], to: unit.model)
        try run.claim(arm: "deep", pipeline: "epochs: 1\n", units: [unit])
        #expect(try WholeFile.bytes(at: unit.model) == [1])
        try run.claim(arm: "deep", pipeline: "epochs: 2\n", units: [unit])
        #expect(throws: RunFolderError.self) { try WholeFile.bytes(at: unit.model) }
        #expect(try WholeFile.bytes(at: run.arm("deep")) == Array("epochs: 2\n".utf8))
    }

    @Test func finishedUnitsLeaveNoCheckpoints() throws {
        let folder = try TemporaryFolder()
        let unit = RunFolder(folder.path).whole
        try unit.create()
        try AtomicFile.write([1], to: unit.lastCheckpoint)
        try unit.removeCheckpoints()
        try unit.removeCheckpoints()
        #expect(try folder.names().isEmpty)
    }
}
