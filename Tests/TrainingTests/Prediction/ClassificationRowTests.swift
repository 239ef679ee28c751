import Foundation
import Imaging
import SystemPackage
import Testing

@testable import Training

@Suite struct ClassificationRowTests {
    private let classified = ClassificationRow(
        file: "scans/a.nii.gz", sample: "a", classes: ["absent", "present"],
        outcome: .scored(ModelScore(probabilities: [0.25, 0.75])),
        warnings: ["first", "second"], model: "0123")
    private let failed = ClassificationRow(
        file: "scans/b.png", sample: "b", classes: ["absent", "present"], outcome: .failed("it is empty"),
        model: "0123")

    @Test func hasTheContractsColumns() {
        #expect(
            ClassificationRow.columns(classes: ["absent", "present"]) == [
                "file", "sample", "status", "class", "probability", "p_absent", "p_present", "uncertainty", "warnings",
                "error", "model",
            ])
        #expect(
            classified.cells == [
                "scans/a.nii.gz", "a", "ok", "present", "0.75", "0.25", "0.75", "0.8112781244591328", "first; second",
                "", "0123",
            ])
        #expect(failed.cells == ["scans/b.png", "b", "failed", "", "", "", "", "", "", "it is empty", "0123"])
    }

    @Test func encodesTheSameKeysAsAnObject() throws {
        for row in [classified, failed] {
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(row.json.text.utf8)) as? [String: Any])
            #expect(Set(object.keys) == Set(ClassificationRow.columns(classes: row.classes)))
        }
        #expect(classified.json.text.contains(#""warnings":["first","second"]"#))
        #expect(failed.json.text.contains(#""class":null"#))
    }

    @Test func spellsBytesThatAreNoTextAsTheInspectionDoes() {
        var row = failed
        row.file = FilePath(bytes: [0x61, 0xFF])
        #expect(row.cells[0] == #"a\udcff"#)
        #expect(row.json.text.contains(#""file":"a\udcff""#))
    }

    @Test func namesTheFirstOfEquallyProbableClasses() {
        var row = classified
        row.outcome = .scored(ModelScore(probabilities: [0.5, 0.5]))
        #expect(row.predicted == 0)
        #expect(row.uncertainty == 1)
    }
}
