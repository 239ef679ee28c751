import Cohorts
import Evaluation
import Foundation
import SystemPackage
import Tensors
import Testing

@testable import Studies

@Suite struct FrameFiguresTests {
    private let classes = ["still", "moving"]

    private func cohort(_ samples: [Sample]) -> Cohort {
        Cohort(
            samples: samples, classes: classes, positiveClass: 1, hasPatients: true,
            description: CohortDescription(frameLabels: "frames"), origin: "labels.csv", recognised: "")
    }

    private func row(
        _ id: String, patient: String, _ labels: [Int], _ frames: [(place: Int, positive: Double)]
    ) -> ScoredRow {
        let position = TextPosition(file: "labels.csv", line: 2, column: 9)
        let sample = Sample(
            id: id, source: .file(FilePath("\(id).nii")), path: id, label: labels.max() ?? 0,
            frameLabels: FrameLabels(labels.map { [$0] }, at: position), patient: patient)
        return ScoredRow(
            sample: sample, fold: 0, decision: 1, probabilities: [0.5, 0.5],
            frames: frames.map { ScoredFrame(place: $0.place, probabilities: [1 - $0.positive, $0.positive]) })
    }

    /// Of 2 positive and 4 negative frames, 7 of 8 pairs are in order.
    private func rows(patients: [String]) -> [ScoredRow] {
        [
            row("a", patient: patients[0], [0, 1, 0], [(0, 0.1), (1, 0.9), (2, 0.6)]),
            row("b", patient: patients[1], [0, 0, 1], [(2, 0.5), (1, 0.2), (0, 0.3)]),
        ]
    }

    @Test func everyFrameIsJudgedByItsOwnLabel() throws {
        let rows = rows(patients: ["p", "q"])
        var generator = RandomGenerator(seed: 1)
        let summary = try MetricsSummary(ofFrames: [rows], in: cohort(rows.map(\.sample)), using: &generator)
        #expect(summary.samples == 6)
        #expect(summary.patients == 2)
        #expect(summary.metrics[.auroc]?.value == 7.0 / 8)
        #expect(summary.metrics[.accuracy]?.value == 4.0 / 6)
    }

    /// Frames of one patient are drawn together: with one patient every resample is the cohort itself.
    @Test func intervalsResamplePatients() throws {
        let rows = rows(patients: ["p", "p"])
        var generator = RandomGenerator(seed: 1)
        let summary = try MetricsSummary(ofFrames: [rows], in: cohort(rows.map(\.sample)), using: &generator)
        #expect(summary.patients == 1)
        let auroc = try #require(summary.metrics[.auroc])
        #expect(auroc.low == 7.0 / 8 && auroc.high == 7.0 / 8)
    }

    @Test func theTableIsReadAsItWasWritten() throws {
        let folder = FilePath(FileManager.default.temporaryDirectory.path).appending("frames-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let rows = rows(patients: ["p", "q"])
        let text = FrameTable.text([([], rows)], classes: classes)
        #expect(text.hasPrefix("sample,patient,fold,frame,label,p_still,p_moving\na,p,0,0,still,0.9,0.1\n"))
        let path = folder.appending("frames.csv")
        func read(_ text: String) throws -> [ScoredRow] {
            try Data(text.utf8).write(to: URL(filePath: path.string))
            var found = rows.map { row in
                var row = row
                row.frames = []
                return row
            }
            try FrameTable.read(path, into: &found, classes: classes)
            return found
        }
        #expect(try read(text) == rows)
        for (old, new) in [("a,p,0,1,moving", "a,p,0,1,still"), ("a,p,0,2", "a,p,0,3"), ("b,q", "c,q")] {
            #expect(throws: StudyError.self) { try read(text.replacingOccurrences(of: old, with: new)) }
        }
    }
}
