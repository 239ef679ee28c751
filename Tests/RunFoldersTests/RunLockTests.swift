import Foundation
import TestFolders
import Testing

@testable import RunFolders

@Suite struct RunLockTests {
    @Test func aSecondLockIsRefusedWhileTheFirstLives() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path)
        do {
            let lock = try run.lock()
            #expect(throws: RunFolderError.inUse(run.root, process: Int(getpid()))) { _ = try run.lock() }
            _ = consume lock
        }
        #expect(try folder.names().isEmpty)
        _ = try run.lock()
    }

    @Test func temporaryFilesOfAKilledProcessAreRemoved() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path)
        try run.whole.create()
        try folder.write("half a model", to: "checkpoints/.abc.partial")
        try folder.write("mine", to: "notes.partial")
        try folder.write("another program's", to: ".down-load.partial")
        try folder.write("123\n", to: ".lock")
        _ = try run.lock()
        #expect(try folder.names() == [".down-load.partial", "checkpoints", "notes.partial"])
        #expect(try folder.names(in: run.whole.checkpoints).isEmpty)
    }

    @Test func unitsThatAreStillWrittenAreLeftAlone() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.path)
        let (busy, left) = (run.unit("busy"), run.unit("left"))
        for unit in [busy, left] { try unit.create() }
        for path in ["units/busy", "checkpoints/busy", "units/left", "checkpoints/left"] {
            try folder.write("half a file", to: "\(path)/.abc.partial")
        }
        let held = try RunFolder(busy.root).lock()
        try folder.write("half a file", to: "units/busy/.abc.partial")
        _ = try run.lock()
        #expect(try folder.names(in: busy.root).contains(".abc.partial"))
        #expect(try folder.names(in: busy.checkpoints) == [".abc.partial"])
        #expect(try folder.names(in: left.root).isEmpty && folder.names(in: left.checkpoints).isEmpty)
        #expect(throws: RunFolderError.self) { try RunFolder(busy.root).lock(waiting: .milliseconds(150)) }
        // Who asks to stop does not wait until patience ends.
        let start = ContinuousClock.now
        #expect(try RunFolder(busy.root).lock(waiting: .seconds(60), isCancelled: { true }) == nil)
        #expect(ContinuousClock.now - start < .seconds(20))
        _ = consume held
        _ = try RunFolder(busy.root).lock(waiting: .seconds(5))
    }

    @Test func aMissingFolderIsAnError() {
        let run = RunFolder("/nonexistent/run")
        #expect(throws: RunFolderError.failed(.lock, run.root, .noSuchFileOrDirectory)) { _ = try run.lock() }
    }
}
