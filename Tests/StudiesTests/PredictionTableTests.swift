import Cohorts
import RunFolders
import TestFolders
import Testing

@testable import Studies

@Suite struct PredictionTableTests {
    private let samples = Array(CohortExamples.clinic(patients: 4).samples.prefix(3))

    private func rows() -> [ScoredRow] {
        samples.map { ScoredRow(sample: $0, fold: 1, decision: $0.label, probabilities: [0.25, 0.75]) }
    }

    @Test func comesBackFromItsText() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending("predictions.csv")
            // Names that a spreadsheet would take for formulas.
            let classes = ["=well", "ill"]
            try AtomicFile.write(PredictionTable.text(rows(), classes: classes), to: file)
            #expect(try PredictionTable.read(file, samples: samples, classes: classes) == rows())
        }
    }

    @Test func rowsOfOtherSamplesOrLabelsAreRefused() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending("predictions.csv")
            try AtomicFile.write(PredictionTable.text(rows(), classes: ["well", "ill"]), to: file)
            let changes: [(inout [Sample]) -> Void] = [{ $0.swapAt(0, 1) }, { $0[2].label = 1 - $0[2].label }]
            for change in changes {
                var others = samples
                change(&others)
                #expect(throws: StudyError.self) {
                    try PredictionTable.read(file, samples: others, classes: ["well", "ill"])
                }
            }
        }
    }
}
