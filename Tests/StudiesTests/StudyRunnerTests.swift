import RunFolders
import SystemPackage
import TestFolders
import Testing
import Training

@testable import Studies

@Suite struct StudyRunnerTests {
    private struct Broken: Error, CustomStringConvertible {
        let description = "the loss is no longer a finite number"
    }

    private func finish(_ folder: UnitFolder) throws { try AtomicFile.write("model", to: folder.model) }

    @Test func aFailedUnitIsRecordedAndTheOthersGoOn() throws {
        try withTemporaryFolder { root in
            let plan = StudyPlan(folds: 3, seeds: [1])
            let runner = StudyRunner(plan, in: RunFolder(root))
            let failures = try runner.run { unit, folder in
                if unit.fold == 1 { throw Broken() }
                try finish(folder)
            }
            #expect(failures == [UnitFailure(unit: plan.units[1].name, reason: Broken().description)])
            let failed = try RunFolder(root).unit(plan.units[1])
            #expect(String(decoding: try WholeFile.bytes(at: failed.failure), as: UTF8.self).hasPrefix("the loss"))

            var again: [Int] = []
            let rest = try runner.run { unit, folder in
                again.append(unit.fold)
                try finish(folder)
            }
            #expect(again == [1])
            #expect(rest.isEmpty)
            #expect(throws: RunFolderError.self) { try WholeFile.bytes(at: failed.failure) }
        }
    }

    @Test func aUnitThatNeedsAFailedOneIsNotBegun() throws {
        try withTemporaryFolder { root in
            let first = StudyUnit(fold: 0, seed: 1)
            let plan = StudyPlan(units: [first, StudyUnit(fold: 1, seed: 1, after: [first.name])])
            let failures = try StudyRunner(plan, in: RunFolder(root)).run { unit, _ in
                #expect(unit.fold == 0)
                throw Broken()
            }
            #expect(failures.map(\.unit) == plan.units.map(\.name))
            #expect(failures[1].reason.contains(first.name))
        }
    }

    @Test func aUnitThatAnotherProcessWritesIsWaitedForAndNotTrainedAgain() throws {
        try withTemporaryFolder { root in
            let plan = StudyPlan(folds: 1, seeds: [1])
            let files = try RunFolder(root).unit(plan.units[0])
            try files.create()
            var held: RunLock? = try RunFolder(files.root).lock()
            #expect(throws: RunFolderError.self) {
                try StudyRunner(plan, in: RunFolder(root), patience: .milliseconds(50)).run { _, _ in }
            }
            try finish(files)
            held = nil
            _ = held
            var begun = 0
            #expect(try StudyRunner(plan, in: RunFolder(root)).run { _, _ in begun += 1 }.isEmpty)
            #expect(begun == 0)
        }
    }

    @Test func waitingForABusyUnitCanBeInterrupted() throws {
        try withTemporaryFolder { root in
            let plan = StudyPlan(folds: 1, seeds: [1])
            let files = try RunFolder(root).unit(plan.units[0])
            try files.create()
            let held = try RunFolder(files.root).lock()
            #expect {
                try StudyRunner(plan, in: RunFolder(root)).run(isCancelled: { true }) { _, _ in }
            } throws: { error in
                if case StudyError.interrupted = error { true } else { false }
            }
            _ = consume held
        }
    }

    @Test func theReasonOfAnEarlierFailureIsGoneWhenAUnitIsBegun() throws {
        try withTemporaryFolder { root in
            let plan = StudyPlan(folds: 1, seeds: [1])
            let files = try RunFolder(root).unit(plan.units[0])
            try files.create()
            try AtomicFile.write("an old reason", to: files.failure)
            _ = try StudyRunner(plan, in: RunFolder(root)).run { _, folder in
                #expect(throws: RunFolderError.self) { try WholeFile.bytes(at: folder.failure) }
                try finish(folder)
            }
        }
    }

    @Test func anInterruptionStopsAll() throws {
        try withTemporaryFolder { root in
            var begun = 0
            #expect(throws: TrainingError.self) {
                try StudyRunner(StudyPlan(folds: 3, seeds: [1]), in: RunFolder(root)).run { _, _ in
                    begun += 1
                    throw TrainingError.interrupted(epoch: 1, step: 1)
                }
            }
            #expect(begun == 1)
        }
    }
}
