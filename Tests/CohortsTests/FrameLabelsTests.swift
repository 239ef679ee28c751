import Foundation
import SystemPackage
import TestFolders
import Testing

@testable import Cohorts

@Suite struct FrameLabelsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ rows: String, _ description: CohortDescription? = nil) throws -> Cohort {
        for name in ["a.png", "b.png", "c.png", "d.png"] { try folder.write("", to: name) }
        try folder.write(rows, to: "labels.csv")
        return try CohortReader.read(
            description ?? CohortDescription(frameLabels: "frames", classes: ["still", "moving"]), folder: folder.path)
    }

    private let head = "path,class,patient,frames\n"
    private let rest = "c.png,still,r,still;still\nd.png,moving,s,moving;moving\n"

    @Test func framesHaveClassesInTheOrderOfTheScan() throws {
        let cohort = try read(head + "a.png,still,p,still; still\nb.png,moving,q,still;moving;still\n" + rest)
        #expect(cohort.labelsFrames)
        #expect(cohort.backgroundClass == 0)
        let expected = [[[0], [0]], [[0], [1], [0]], [[0], [0]], [[1], [1]]]
        #expect(cohort.samples.map { $0.frameLabels?.classes } == expected)
        let labels = try #require(cohort.samples[1].frameLabels)
        #expect("\(labels.position)".hasSuffix("labels.csv:3:16"), "\(labels.position)")
        #expect(try labels.classes(at: [2, 1, 1, 0], of: 3, sample: "b") == [[0], [1], [1], [0]])
        let wrong = try #require(throws: CohortError.self) { try labels.classes(at: [], of: 4, sample: "b") }
        #expect("\(wrong)".contains("labels.csv:3:16: 3 labels for the 4 frames of b"), "\(wrong)")
    }

    @Test(arguments: [
        (
            "b.png,moving,q,still;walking\n",
            "labels.csv:3:16: in column “frames” frame 1 (the first is 0) has the label “walking”"
        ),
        ("b.png,moving,q,still;;moving\n", "frame 1 (the first is 0) has no label"),
        ("b.png,moving,q,\n", "the cell of column “frames” is empty"),
        ("b.png,moving,q,still;still\n", "labels.csv:3:16: the scan is said to be moving and its frames still"),
        ("b.png,still,q,still;moving\n", "the scan is said to be still and its frames still+moving"),
    ])
    func whatIsWrongIsSaidWithItsPlace(row: String, message: String) throws {
        let error = try #require(throws: CohortError.self) { try read(head + "a.png,still,p,still\n" + row + rest) }
        #expect("\(error)".contains(message), "\(error)")
    }

    @Test func severalFindingsInOneFrame() throws {
        let description = CohortDescription(labels: ["oedema", "fracture"], frameLabels: "frames")
        let head = "path,patient,oedema,fracture,frames\n"
        let rest = "b.png,q,0,0,none;none\nc.png,r,0,1,none;fracture\nd.png,s,1,0,oedema\n"
        let cohort = try read(head + "a.png,p,1,1,oedema;none;fracture+oedema\n" + rest, description)
        #expect(cohort.backgroundClass == nil)
        #expect(cohort.samples[0].frameLabels?.classes == [[0], [], [0, 1]])
        let missed = try #require(throws: CohortError.self) {
            try read(head + "a.png,p,1,1,oedema;none\n" + rest, description)
        }
        #expect("\(missed)".contains("said to be oedema+fracture and its frames oedema"), "\(missed)")
    }

    /// What parts the labels of frames cannot be part of a name.
    @Test(arguments: ["a+b", "none", "a;b"])
    func namesThatCannotBeWrittenAreRefused(name: String) throws {
        let rows = "path,\(name),fracture,frames\na.png,1,0,x\nb.png,0,1,fracture\n"
        let error = try #require(throws: CohortError.self) {
            try read(rows, CohortDescription(labels: NameList([name, "fracture"]).names, frameLabels: "frames"))
        }
        #expect("\(error)".hasPrefix("“\(name)” cannot stand in column “frames”"), "\(error)")
    }

    @Test func anAuditCountsTheFramesOfEachClass() throws {
        let cohort = try read(head + "a.png,still,p,still; still\nb.png,moving,q,still;moving;still\n" + rest)
        let audit = try CohortAudit(cohort, contents: [])
        #expect(audit.classes.map(\.frames) == [6, 3])
        #expect(audit.lines.contains { $0.hasPrefix("class") && $0.hasSuffix("frames") }, "\(audit)")
        #expect(audit.lines.contains { $0.hasPrefix("moving") && $0.hasSuffix("3") }, "\(audit)")
    }

    @Test func ofSeveralClassesTheFirstIsTheBackground() throws {
        #expect(Cohort.backgroundClass(positive: nil, count: 3) == 0)
        #expect(Cohort.backgroundClass(positive: 0, count: 2) == 1)
    }

    @Test func aTreeHasNoLabelsOfFrames() throws {
        for name in ["x/a.png", "x/b.png", "y/c.png", "y/d.png"] {
            try FileManager.default.createDirectory(
                atPath: folder.path.appending(String(name.prefix(1))).string, withIntermediateDirectories: true)
            try folder.write("", to: name)
        }
        let error = try #require(throws: CohortError.self) {
            try CohortReader.read(CohortDescription(frameLabels: "frames"), folder: folder.path)
        }
        #expect("\(error)".contains("cohort.frameLabels names a column of a manifest"), "\(error)")
    }
}
