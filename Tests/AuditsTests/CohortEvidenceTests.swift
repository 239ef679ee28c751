import Cohorts
import Imaging
import Preparation
import TestFolders
import Testing

@testable import Audits

@Suite struct CohortEvidenceTests {
    let folder: TemporaryFolder
    let evidence: CohortEvidence
    let cohort: Cohort

    /// Forty patients with one image each, then patient 0's in six other forms, then a file that is no image.
    init() throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        var lines = ["path,class"]
        func add(_ bytes: [UInt8], _ name: String) throws {
            try folder.write(bytes, to: name)
            lines.append("\(name),\(lines.count.isMultiple(of: 2) ? "x" : "y")")
        }
        for patient in 0..<40 {
            try add(PNGWriter.encode(TestImages.image(patient: UInt64(patient))), "p\(patient).png")
        }
        let image = TestImages.image(patient: 0)
        try add(PNGWriter.encode(image), "copy.png")
        try add(JPEGWriter.encode(image, quality: 40), "recompressed.jpg")
        try add(PNGWriter.encode(TestImages.resized(image, to: 113)), "resized.png")
        try add(PNGWriter.encode(TestImages.brightened(image)), "brightened.png")
        try add(PNGWriter.encode(TestImages.image(patient: 0, shift: 1)), "shifted.png")
        try add(Array("no image".utf8), "bad.png")
        try folder.write(lines.joined(separator: "\n"), to: "labels.csv")
        cohort = try CohortReader.read(CohortDescription(), folder: folder.path)
        evidence = try CohortEvidence.read(cohort.samples, preparation: Preparation(), threads: 2)
    }

    @Test func readingCanBeStopped() {
        #expect(throws: CohortError.interrupted) {
            try CohortEvidence.read(
                cohort.samples, preparation: Preparation(), threads: 1, isCancelled: { true })
        }
    }

    @Test func changedCopiesAreFoundAndNobodyElse() {
        let family = [0, 40, 41, 42, 43, 44]
        let pairs = Set(evidence.nearDuplicates.map { [$0.first, $0.second] })
        let expected = Set(family.flatMap { one in family.filter { $0 > one }.map { [one, $0] } })
        #expect(pairs == expected)
        #expect(evidence.identical == [[0, 40]])
        #expect(evidence.similar.count == expected.count - 1)
    }

    @Test func aScanThatCannotBeReadIsSaid() {
        #expect(evidence.fingerprints[45] == nil)
        #expect(evidence.contents[45].problem != nil)
        #expect(evidence.contents[45].hash != nil)
        #expect(evidence.contents.prefix(45).allSatisfy { $0.problem == nil })
    }

    @Test func threadsDoNotChangeThePairs() {
        #expect(NearDuplicateRule().pairs(among: evidence.fingerprints, threads: 1) == evidence.nearDuplicates)
    }

    @Test func linkedScansBecomeOneGroup() {
        let (joined, groups) = cohort.joined(by: evidence.links)
        #expect(groups == ["p0"])
        #expect(joined.samples.filter { $0.patient == "p0" }.map(\.id).count == 6)
        #expect(joined.patientCount == 41)
    }
}
