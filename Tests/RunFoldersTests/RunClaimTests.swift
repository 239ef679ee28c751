import Foundation
import TestFolders
import Testing

@testable import RunFolders

@Suite struct RunClaimTests {
    @Test func theSamePipelineMayComeAgain() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path)
        try run.claim(pipeline: "a: 1\n")
        try run.claim(pipeline: "a: 1\n")
        #expect(try folder.text("pipeline.yaml") == "a: 1\n")
    }

    @Test func aDifferentPipelineIsRefusedWithTheLine() throws {
        let run = RunFolder(try TemporaryFolder().path)
        try run.create()
        try run.claim(pipeline: "a: 1\nepochs: 40\n")
        #expect(throws: RunFolderError.differentPipeline(run.root, line: 2, recorded: "epochs: 40", given: "epochs: 3"))
        {
            try run.claim(pipeline: "a: 1\nepochs: 3\n")
        }
        #expect(throws: RunFolderError.differentPipeline(run.root, line: 3, recorded: "", given: "seed: 1")) {
            try run.claim(pipeline: "a: 1\nepochs: 40\nseed: 1\n")
        }
    }

    @Test func othersAreRefusedBeforeAnythingIsWritten() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path)
        try RunFolder(folder.path.appending("none")).refuseOthers(than: "a: 1\n")
        try run.refuseOthers(than: "a: 1\n")
        #expect(try folder.names().isEmpty)
        let lock = try run.lock()
        #expect(throws: RunFolderError.inUse(run.root, process: Int(getpid()))) { try run.refuseOthers(than: "a: 1\n") }
        _ = consume lock
        try folder.write("a: 2\n", to: "pipeline.yaml")
        try run.refuseOthers(than: "a: 2\n")
        #expect(throws: RunFolderError.self) { try run.refuseOthers(than: "a: 1\n") }
    }

    @Test func filesOfAnUnknownRunAreKept() throws {
        let folder = try TemporaryFolder()
        try folder.write("weights", to: "model.safetensors")
        try folder.write("", to: "notes.txt")
        #expect(throws: RunFolderError.foreignFiles(folder.path, ["model.safetensors"])) {
            try RunFolder(folder.path).claim(pipeline: "a: 1\n")
        }
        #expect(try folder.text("model.safetensors") == "weights")
    }
}
