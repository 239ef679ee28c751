import Imaging
import SystemPackage
import TestFolders
import Testing

@testable import Cohorts

@Suite struct BIDSReaderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(
        _ participants: String, images: [String], _ description: CohortDescription = CohortDescription()
    ) throws -> Cohort {
        try folder.write(participants, to: "participants.tsv")
        for image in images { try folder.write("", to: image) }
        return try CohortReader.read(description, folder: folder.path)
    }

    private var table: FilePath { folder.path.appending("participants.tsv") }

    private let participants =
        "participant_id\tage\tgroup\nsub-01\t30\tpatient\nsub-02\t31\tcontrol\nsub-03\t32\tcontrol\n"

    @Test func participantsArePatientsAndTheirImagesSamples() throws {
        let cohort = try read(
            participants,
            images: [
                "sub-01/ses-1/anat/sub-01_ses-1_T1w.nii.gz", "sub-01/ses-2/anat/sub-01_ses-2_T1w.nii.gz",
                "sub-02/anat/sub-02_T1w.nii.gz", "sub-03/anat/sub-03_T1w.nii", "sub-03/anat/sub-03_T1w.json",
                "derivatives/sub-01/anat/sub-01_T1w.nii.gz",
            ])
        #expect(
            cohort.samples.map(\.id) == [
                "sub-01/ses-1/anat/sub-01_ses-1_T1w", "sub-01/ses-2/anat/sub-01_ses-2_T1w", "sub-02/anat/sub-02_T1w",
                "sub-03/anat/sub-03_T1w",
            ])
        #expect(cohort.samples.map(\.patient) == ["sub-01", "sub-01", "sub-02", "sub-03"])
        #expect(cohort.classes == ["control", "patient"])
        #expect(cohort.hasPatients)
        #expect(cohort.samples[2].attributes["age"] == "31")
        #expect(cohort.description.suffix == "T1w")
    }

    @Test func aSuffixChoosesAmongImages() throws {
        let images = (1...3).flatMap {
            ["sub-0\($0)/anat/sub-0\($0)_T1w.nii.gz", "sub-0\($0)/anat/sub-0\($0)_T2w.nii.gz"]
        }
        let wide = participants + "sub-04\t33\tpatient\n"
        let all = images + ["sub-04/anat/sub-04_T2w.nii.gz", "sub-09/anat/sub-09_T2w.nii.gz"]
        #expect(throws: CohortError.severalSuffixes(["T1w (3)", "T2w (4)"], folder.path)) {
            try read(wide, images: all)
        }
        let cohort = try read(wide, images: all, CohortDescription(suffix: "T2w"))
        #expect(cohort.samples.count == 4)
        #expect(cohort.notes == ["participants.tsv does not list 1 folders: sub-09"])
        #expect(throws: CohortError.unknownSuffix("bold", folder.path, known: ["T1w", "T2w"])) {
            try read(wide, images: all, CohortDescription(suffix: "bold"))
        }
    }

    @Test func mistakesOfTheTableHaveTheirPlaces() throws {
        let images = ["sub-01/anat/sub-01_T1w.nii.gz", "sub-02/anat/sub-02_T1w.nii.gz"]
        let error = #expect(throws: CohortError.self) { try read(participants, images: images) }
        #expect("\(try #require(error))".hasPrefix("\(table):4:1: \(folder.path.appending("sub-03")) is no folder"))
        let position = TextPosition(file: table, line: 2, column: 8)
        #expect(throws: CohortError.emptyCell(column: "group", position)) {
            try read("participant_id\tgroup\nsub-01\tn/a\nsub-02\tx\n", images: images)
        }
        #expect(throws: CohortError.self) { try read("subject\tgroup\nsub-01\tx\n", images: images) }
        let again = TextPosition(file: table, line: 3, column: 1)
        let first = TextPosition(file: table, line: 2, column: 1)
        #expect(throws: CohortError.duplicate("sub-01", column: "participant_id", again, first: first)) {
            try read("participant_id\tgroup\nsub-01\tx\nsub-01\ty\n", images: images)
        }
    }
}
