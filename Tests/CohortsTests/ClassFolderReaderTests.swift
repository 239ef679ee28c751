import Imaging
import SystemPackage
import TestFolders
import Testing

@testable import Cohorts

@Suite struct ClassFolderReaderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ description: CohortDescription = CohortDescription()) throws -> Cohort {
        try CohortReader.read(description, folder: folder.path)
    }

    @Test func eachFolderIsAClass() throws {
        for name in [
            "ape/2.png", "ape/10.png", "zebra/a.jpg", "zebra/deep/b.nii.gz", "zebra/notes.txt", ".git/x.png",
            "__MACOSX/ape/._2.png",
        ] {
            try folder.write("", to: name)
        }
        let cohort = try read()
        #expect(cohort.classes == ["ape", "zebra"])
        #expect(cohort.samples.map(\.id) == ["ape/2", "ape/10", "zebra/a", "zebra/deep/b"])
        #expect(cohort.samples.map(\.path) == ["ape/2.png", "ape/10.png", "zebra/a.jpg", "zebra/deep/b.nii.gz"])
        #expect(cohort.samples.map(\.label) == [0, 0, 1, 1])
        #expect(!cohort.hasPatients)
        #expect(
            cohort.recognised
                == "class-per-folder tree \(folder.path): 4 scans, patients unknown: each scan is its own; "
                + "classes in alphabetical order: ape (2), zebra (2)")
    }

    @Test func foldersWithManifestsAreCohortsAndNoClasses() throws {
        for name in ["small/a/1.png", "small/labels.csv", "large/a/1.png", "large/labels.csv"] {
            try folder.write("", to: name)
        }
        #expect(
            throws: CohortError.unrecognised(
                folder.path, found: "what it holds are cohorts of their own, name one of them: large, small")
        ) { try read() }
    }

    @Test func foldersOfPartsStandAboveTheClasses() throws {
        for name in ["train/a/1.png", "train/b/1.png", "val/a/1.png", "val/b/1.png"] { try folder.write("", to: name) }
        let cohort = try read()
        #expect(cohort.classes == ["a", "b"])
        #expect(cohort.samples.map { $0.attributes["split"] } == ["train", "train", "val", "val"])
        let split = try Split.make(cohort, SplitDescription(.column("split", values: [:], omit: []), tuning: 0))
        #expect(cohort.samples.map { split.parts[$0.id] } == [.train, .train, .validation, .validation])
    }

    @Test func framesOfOneFolderMayBeOneScan() throws {
        for name in ["a/1/f1.png", "a/1/f2.png", "a/2/f1.png", "b/1/f1.png", "b/2/f1.png"] {
            try folder.write("", to: name)
        }
        let cohort = try read(CohortDescription(frames: true))
        #expect(cohort.samples.map(\.id) == ["a/1", "a/2", "b/1", "b/2"])
        #expect(cohort.samples[0].source == .frames(folder.path.appending("a/1")))
    }

    @Test func emptyFoldersAreNotedAndAloneRefused() throws {
        for name in ["a/1.png", "a/2.png", "b/readme.txt"] { try folder.write("", to: name) }
        #expect(throws: CohortError.unrecognised(folder.path, found: "it has only one folder with scans in it")) {
            try read()
        }
        for name in ["c/1.png", "c/2.png"] { try folder.write("", to: name) }
        #expect(try read().notes == ["the folder \(folder.path.appending("b")) holds no scan and is left out"])
        let empty = try TemporaryFolder()
        #expect(throws: CohortError.unrecognised(empty.path, found: "it has no folder with scans in it")) {
            try CohortReader.read(CohortDescription(), folder: empty.path)
        }
    }
}
