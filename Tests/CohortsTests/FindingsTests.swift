import Foundation
import TestFolders
import Testing

@testable import Cohorts

@Suite struct FindingsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ rows: String) throws -> Cohort {
        for name in ["a.png", "b.png", "c.png", "d.png"] { try folder.write("", to: name) }
        try folder.write("path,patient,oedema,fracture\n" + rows, to: "labels.csv")
        return try CohortReader.read(CohortDescription(labels: ["oedema", "fracture"]), folder: folder.path)
    }

    @Test func aSampleMayHaveSeveralFindingsOrNone() throws {
        let cohort = try read("a.png,p,1,1\nb.png,q,0,0\nc.png,r,0,1\nd.png,s,True,0\n")
        #expect(cohort.hasFindings)
        #expect(cohort.classes == ["oedema", "fracture"])
        #expect(cohort.positiveClass == nil)
        #expect(cohort.classCounts == [2, 2])
        #expect(cohort.samples.map(\.classes) == [[0, 1], [], [1], [0]])
        #expect(cohort.samples.map(cohort.className) == ["oedema+fracture", "none", "fracture", "oedema"])
        #expect(
            cohort.recognised.contains("classes may occur together: oedema (2), fracture (2)"), "\(cohort.recognised)")
        let strata = try Strata(cohort, classes: true, columns: [])
        #expect(strata.members["a"] == [0, 1])
        #expect(strata.members["b"] == [])
    }

    @Test func anythingButYesAndNoIsRefusedWithItsPlace() throws {
        let wrong = try #require(throws: CohortError.self) { try read("a.png,p,1,1\nb.png,q,maybe,0\n") }
        #expect(
            "\(wrong)".contains("labels.csv:3:9: “maybe” in the label column “oedema” is neither 0 nor 1"), "\(wrong)")
        let empty = try #require(throws: CohortError.self) { try read("a.png,p,1,1\nb.png,q,,0\n") }
        #expect("\(empty)".contains("the cell of column “oedema” is empty"), "\(empty)")
        let constant = try #require(throws: CohortError.self) { try read("a.png,p,1,1\nb.png,q,1,0\n") }
        #expect("\(constant)".contains("the finding “oedema” is in every sample"), "\(constant)")
    }

    @Test func labelsStandInThePlaceOfALabel() {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                CohortDescription.self, from: Data(#"{"labels": ["a", "b"], "classes": ["x", "y"]}"#.utf8))
        }
        #expect(error.map { "\($0)" }?.contains("leave it out") == true)
    }
}
