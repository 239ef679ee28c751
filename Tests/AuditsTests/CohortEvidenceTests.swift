import Cohorts
import Imaging
import Preparation
import SystemPackage
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

    /// All scans whose labels do not fit are named, not the first alone.
    @Test func everyScanWithAnotherNumberOfLabelsIsNamed() throws {
        let samples = (2..<6).map { line in
            let labels = FrameLabels([[0], [1]], at: TextPosition(file: "labels.csv", line: line, column: 4))
            return Sample(
                id: "s\(line)", source: .file(FilePath("s\(line).nii")), path: "s\(line).nii", label: 1,
                frameLabels: labels,
                patient: "s\(line)")
        }
        func message(_ counts: [Int?]) -> String? {
            let evidence = CohortEvidence(contents: [], fingerprints: [], frameCounts: counts, nearDuplicates: [])
            do {
                try evidence.checkFrameLabels(of: samples)
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(message([2, 2, nil, 2]) == nil)
        #expect(message([2, 3, nil, 2])?.hasPrefix("labels.csv:3:4: 2 labels for the 3 frames of s3") == true)
        let both = try #require(message([2, 3, nil, 1]))
        for text in ["the 3 frames of s3", "the 1 frame of s5", "\n2 scans have another number of frames than labels"] {
            #expect(both.contains(text), "\(both)")
        }
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
