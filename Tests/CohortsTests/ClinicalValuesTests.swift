import SystemPackage
import TestFolders
import Testing

@testable import Cohorts

@Suite struct ClinicalValuesTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ manifest: String, clinical: [String]) throws -> Cohort {
        for name in ["a.png", "b.png", "c.png", "d.png"] { try folder.write("", to: name) }
        try folder.write(manifest, to: "labels.csv")
        return try CohortReader.read(CohortDescription(clinical: clinical), folder: folder.path)
    }

    @Test(
        arguments: [
            ("7", 7), (" -1.5e2", -150), ("", nil), ("NA", nil), ("n/a", nil), ("NaN", nil), ("?", nil),
            ("Unknown", nil),
        ] as [(String, Double?)])
    func numbersAndMissingValuesAreRead(text: String, value: Double?) throws {
        #expect(try ClinicalValues.parse(text) == value)
    }

    @Test(arguments: ["F", "12 years", "inf", "1,5"])
    func anythingElseIsRefused(text: String) {
        #expect(throws: ClinicalValues.NotANumber.self) { try ClinicalValues.parse(text) }
    }

    @Test func columnsAreReadForEachSample() throws {
        let cohort = try read(
            "path,class,age,nihss\na.png,x,60,4\nb.png,y,,5\nc.png,x,61,n/a\nd.png,y,2,0\n",
            clinical: ["nihss", "age"])
        #expect(cohort.samples.map { $0.clinical(["nihss", "age"]) } == [[4, 60], [5, nil], [nil, 61], [0, 2]])
    }

    @Test func whatIsNotThereOrNoNumberIsNamedWithItsLine() throws {
        let table = "path,class,age,sex\na.png,x,60,F\nb.png,y,,M\nc.png,x,61,F\nd.png,y,2,M\n"
        let wrong = try #require(throws: CohortError.self) { try read(table, clinical: ["sex"]) }
        #expect("\(wrong)".contains("labels.csv:2:1: “F” in column “sex” is not a number"), "\(wrong)")
        let missing = try #require(throws: CohortError.self) { try read(table, clinical: ["agee"]) }
        #expect("\(missing)".contains("there is no column “agee”; did you mean “age”?"), "\(missing)")
        let empty = try #require(throws: CohortError.self) {
            try read("path,class,age\na.png,x,\nb.png,y,NA\nc.png,x,\nd.png,y,\n", clinical: ["age"])
        }
        #expect("\(empty)".contains("the clinical column “age” is empty"), "\(empty)")
    }

    @Test func manifestsGiveTheValuesOfPaths() throws {
        try folder.write("path,age\na.png,60\n,4\nb.png,\n", to: "new.csv")
        let rows = try ManifestPaths.rows(of: folder.path.appending("new.csv"))
        #expect(rows.map(\.path) == [folder.path.appending("a.png"), folder.path.appending("b.png")])
        #expect(try rows.map { try $0.clinical(["age", "nihss"]) } == [[60, nil], [nil, nil]])
    }
}
