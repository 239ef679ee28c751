import Foundation
import TestFolders
import Testing

/// `cine explain` with the cohort that trained the model: pictures beside prototypes, and what is said of other cohorts.
@Suite struct ExplainTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, label: class }
        split: { holdOut: 0.25 }
        preparation: { frames: 4, size: [8, 8] }
        \(SmallStudy.model())
        training: { epochs: 1, batch: 8, earlyStopping: none, seed: 3 }

        """

    /// A run on 24 volumes; the first one lies in the folder `new` as well.
    private func run() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("trivial", 24)
        try folder.write(pipeline, to: "p.yaml")
        let trained = try Command.cine(
            "train", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "1"
        )
        #expect(trained.status == 0, "\(trained.errors)")
        let scan = try #require(try folder.names(in: folder.path.appending("data")).first { $0.hasSuffix(".nii.gz") })
        try folder.write(Array(try folder.bytes(of: "data/\(scan)")), to: "new/scan.nii.gz")
        return folder
    }

    private func explain(_ folder: TemporaryFolder, _ more: String...) throws -> Command {
        try Command.run(
            [
                "explain", folder.path("run/model.safetensors"), folder.path("new"), "--out", folder.path("why"),
                "--method", "gradCAM", "--threads", "1",
            ] + more)
    }

    private func page(_ folder: TemporaryFolder) throws -> String {
        let name = try #require(try folder.names(in: folder.path.appending("why")).first { $0.hasPrefix("scan") })
        return try folder.text("why/\(name)/report.html")
    }

    @Test func trainingScansAreShownOnlyWhenTheCohortIsNamed() throws {
        let folder = try run()
        let caption = "A scan of the named cohort close to it"
        let plain = try explain(folder)
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(try page(folder).contains("The model stores no scans.") && !page(folder).contains(caption))

        let shown = try explain(folder, "--cohort", folder.path("data"))
        #expect(shown.status == 0, "\(shown.errors)")
        let page = try page(folder)
        #expect(page.contains(caption) && page.contains("of the cohort that was named"))
        #expect(!page.contains(folder.path("data")))
        // The same command finds all done; without the cohort the pictures go.
        #expect(try explain(folder, "--cohort", folder.path("data")).status == 0)
        #expect(try self.page(folder) == page)
        #expect(try explain(folder).status == 0)
        #expect(try !self.page(folder).contains(caption))
    }

    @Test func aCohortThatIsNoneIsSaid() throws {
        let folder = try run()
        try folder.write("nothing", to: "empty/notes.txt")
        let none = try explain(folder, "--cohort", folder.path("empty"))
        #expect(none.status == 65 && none.errors.contains("empty"), "\(none.errors)")
        try folder.write("no image", to: "broken/scan.png")
        let broken = try explain(folder, "--cohort", folder.path("broken"))
        #expect(broken.status == 0, "\(broken.errors)")
        #expect(broken.errors.contains("1 scans of the cohort"), "\(broken.errors)")
        #expect(broken.errors.contains("is it the cohort that trained it?"), "\(broken.errors)")
    }
}
