import Foundation
import SystemPackage
import Testing

@testable import Cohorts

/// Manifests of published data sets, where they are at hand.
@Suite(.enabled(if: PublishedCohorts.folder != nil, "set CINE_DATA to the folder of the published data sets"))
struct PublishedCohortTests {
    private func read(_ folder: String, _ description: CohortDescription = CohortDescription()) throws -> Cohort {
        let data = try #require(PublishedCohorts.folder)
        return try CohortReader.read(description, folder: data.pushing(FilePath(folder)))
    }

    /// Counts by pandas: `labels.csv` grouped by class; patients by `patient_id.nunique()`.
    @Test func lungUltrasoundClips() throws {
        let kept: NameList = ["bacterial_pneumonia", "covid19", "regular"]
        let cohort = try read(
            "pocus_lung_us",
            CohortDescription(path: "frames_dir", label: "class", group: "patient_id", where: ["class": kept]))
        #expect(cohort.samples.count == 79)
        #expect(cohort.classes == ["regular", "bacterial_pneumonia", "covid19"])
        for sample in cohort.samples {
            guard case .frames = sample.source else {
                Issue.record("\(sample.id) is no frame folder")
                continue
            }
        }
        let all = try read("pocus_lung_us")
        #expect(all.samples.count == 83)
    }

    @Test func chestRadiographsWithPatients() throws {
        let cohort = try read("kermany_cxr224", CohortDescription(label: "subtype"))
        #expect(cohort.samples.count == 2275)
        #expect(cohort.classes == ["bacteria", "normal", "virus"])
        #expect(cohort.patientCount == 1426)
        let split = try Split.make(cohort, SplitDescription(.folds(5, fold: 0)))
        #expect(split.samples(of: cohort, in: .validation).count > 400)
    }

    @Test(arguments: [
        ("adrenalmnist3d/nifti28", 1286, ["normal", "hyperplasia"]),
        ("pneumoniamnist/png", 5232, ["normal", "pneumonia"]),
    ])
    func volumesAndImagesWithParts(folder: String, count: Int, classes: [String]) throws {
        let cohort = try read(folder)
        #expect(cohort.samples.count == count)
        #expect(cohort.classes == classes)
        #expect(!cohort.hasPatients)
        let split = try Split.make(cohort, SplitDescription(.column("split", values: [:], omit: [])))
        #expect(Set(split.parts.values) == [.train, .tuning, .validation])
    }

    @Test func groupsOfNearDuplicatesWithBlanks() throws {
        let cohort = try read("brain_tumor_mri", CohortDescription(group: "near_dup_group"))
        #expect(cohort.samples.count == 1200)
        #expect(cohort.description.path == "path_gray256")
        #expect(cohort.patientCount == 1200)
    }

    @Test func theFullestPathColumnIsTaken() throws {
        let cohort = try read("covid19_darkcovidnet")
        #expect(cohort.description.path == "path_gray320")
        #expect(cohort.samples.count == 1124)
    }
}

enum PublishedCohorts {
    /// The folder that `CINE_DATA` names, else the one beside the package.
    static let folder: FilePath? = {
        let named = ProcessInfo.processInfo.environment["CINE_DATA"].map { FilePath($0) }
        let package = (0..<3).reduce(FilePath(#filePath)) { path, _ in path.removingLastComponent() }
        let folder = named ?? package.appending("..").appending("shared").appending("data")
        return (try? Stat(folder).type) == .directory ? folder : nil
    }()
}
