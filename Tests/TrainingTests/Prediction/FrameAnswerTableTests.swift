import Imaging
import RunFolders
import SystemPackage
import TestFolders
import Testing

@testable import Training

@Suite struct FrameAnswerTableTests {
    private let folder: TemporaryFolder
    private let classes = ["still", "moving"]

    init() throws { folder = try TemporaryFolder() }

    private func row(_ file: String) -> ClassificationRow {
        var row = ClassificationRow(
            file: FilePath(file), sample: file, classes: classes,
            outcome: .scored(ModelScore(frames: [[[0.75, 0.25], [0.5, 0.5]]], background: 0, positive: 1)), model: "m")
        row.framePlaces = [0, 2]
        return row
    }

    private var scans: FilePath { folder.path.appending("out.csv") }
    private var frames: FilePath { FrameAnswerTable.path(besides: scans) }

    /// Writes frames of some scans, and rows of others.
    private func write(frames files: [String], scans names: [String]) throws {
        let table = try ClassificationTable(scans, classes: classes, modelID: "m")
        let own = try FrameAnswerTable(frames, classes: classes, besides: table)
        try own.append(files.map(row))
        try table.append(names.map(row))
    }

    private func open() throws {
        _ = try FrameAnswerTable(
            frames, classes: classes, besides: ClassificationTable(scans, classes: classes, modelID: "m"))
    }

    @Test func framesOfScansWithoutARowAreDropped() throws {
        try write(frames: ["=a.png", "b,c.png"], scans: ["=a.png", "b,c.png"])
        let whole = try folder.text("out.frames.csv")
        try open()
        #expect(try folder.text("out.frames.csv") == whole)
        try write(frames: ["d.png", "e.png"], scans: [])
        #expect(try folder.text("out.frames.csv") != whole)
        try open()
        #expect(try folder.text("out.frames.csv") == whole)
    }

    /// A table of frames that was lost would else be gone on with as if there had been none.
    @Test func framesThatAreGoneAreNamed() throws {
        try write(frames: ["a.png", "b.png"], scans: ["a.png", "b.png"])
        let lines = try folder.text("out.frames.csv").split(separator: "\n").map { "\($0)\n" }
        for count in [0, 1, 3] {
            try folder.write(lines.prefix(count).joined(), to: "out.frames.csv")
            let error = try #require(throws: ClassificationError.self) { try open() }
            let scan = count < 2 ? "a.png" : "b.png"
            #expect(
                "\(error)".contains("out.frames.csv has no frames of \(scan), which the table of scans"), "\(error)")
        }
    }
}
