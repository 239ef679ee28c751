import Foundation
import TestFolders
import Testing

/// The trust card through the command: shuffled labels, masks, ensembles and interruption.
@Suite struct TrustTests {
    private static let pipeline = """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient }
        split: { holdOut: 0.3, tuning: 0.25 }
        preparation: { frames: 4, size: [8, 8] }
        \(SmallStudy.model())
        training: { epochs: 2, batch: 8, earlyStopping: none, seed: 3 }
        validation: { folds: 3 }
        """

    /// A run on 24 volumes; `columns` adds cells to each row of the manifest, the header's first.
    private func run(
        _ verb: String, _ pipeline: String = pipeline, columns: ((Int) -> String)? = nil
    ) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("trivial", 24, columns: columns.map { cells in { row, _ in cells(row) } })
        try folder.write(pipeline, to: "p.yaml")
        let trained = try Command.cine(
            verb, folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "1")
        #expect(trained.status == 0, "\(trained.errors)")
        return folder
    }

    private func trust(_ folder: TemporaryFolder, _ more: [String] = [], interruptAfter delay: Double? = nil) throws
        -> Command
    {
        try Command.run(
            ["trust", folder.path("run"), "--scans", "4", "--method", "gradCAM", "--threads", "1"] + more,
            interruptAfter: delay)
    }

    /// The values of the first method's checks by name.
    private func checks(_ folder: TemporaryFolder) throws -> [String: Double] {
        let cards = try #require(
            try JSONSerialization.jsonObject(with: folder.bytes(of: "run/trust.json")) as? [[String: Any]])
        let checks = try #require(cards.first?["checks"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: checks.compactMap { check in
                guard let name = check["name"] as? String, let value = check["value"] as? Double else { return nil }
                return (name, value)
            })
    }

    @Test func aRunIsTrainedAgainOnShuffledLabels() throws {
        let folder = try run("train")
        #expect([0, 1].contains(try trust(folder).status))
        #expect(try checks(folder)["labels randomised"] == nil)
        let again = try trust(folder, ["--retrain"])
        #expect([0, 1].contains(again.status), "\(again.errors)")
        let value = try #require(try checks(folder)["labels randomised"])
        #expect((-1...1).contains(value))
        #expect(!FileManager.default.fileExists(atPath: folder.path("run/checkpoints")))
        // The same run and seed give the same card.
        #expect([0, 1].contains(try trust(folder, ["--retrain"]).status))
        #expect(try checks(folder)["labels randomised"] == value)
    }

    @Test func anEnsembleIsMeasuredWithShuffledLabels() throws {
        let folder = try run("validate")
        let measured = try trust(folder, ["--retrain"])
        #expect([0, 1].contains(measured.status), "\(measured.errors)")
        #expect(try checks(folder)["labels randomised"] != nil)
    }

    @Test func anInterruptedMeasurementWritesNothing() throws {
        let folder = try run("train")
        let model = try folder.bytes(of: "run/model.safetensors")
        let stopped = try trust(
            folder, ["--method", "occlusion,randomMasks", "--scans", "2000"], interruptAfter: 0.3)
        guard stopped.status != 0, stopped.status != 1 else { return }
        #expect(stopped.status == 75, "\(stopped.errors)")
        #expect(stopped.errors.contains("interrupted"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("run/trust.json")))
        #expect(try folder.bytes(of: "run/model.safetensors") == model)
    }

    /// A scan of the whole grid is its own mask; one of other extents is refused with both.
    @Test func theManifestNamesMasks() throws {
        let folder = try run("train") { row in
            let number = String(repeating: "0", count: 4 - "\(row)".count) + "\(row)"
            return row == 0 ? "mask,brain" : "scan-\(number).nii.gz,head/scan-0001.nii.gz"
        }
        #expect([0, 1].contains(try trust(folder).status))
        #expect(try checks(folder)["inside the mask"] == 1)

        let made = try Command.cine("phantom", "lesion-mri", "--out", folder.path("data/head"), "--count", "1")
        #expect(made.status == 0, "\(made.errors)")
        let refused = try trust(folder, ["--mask", "brain"])
        #expect(refused.status == 65)
        #expect(refused.errors.contains("head/scan-0001.nii.gz is a mask of"))
        #expect(refused.errors.contains("has 32×32×16;"), "\(refused.errors)")

        let unknown = try trust(folder, ["--mask", "brian"])
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("did you mean `brain`?"), "\(unknown.errors)")
    }

    /// A scan of which the network says no numbers is passed over by name, and the others are measured.
    @Test func aScanWhoseOutputsAreNotFiniteIsPassedOver() throws {
        let dense = "  - { dense: { units: 2 } }"
        let clinical = Self.pipeline.replacingOccurrences(
            of: "group: patient }", with: "group: patient, clinical: [age] }"
        )
        .replacingOccurrences(of: dense, with: "  - { joinClinical: { layers: [{ dense: { units: 3 } }] } }\n\(dense)")
        let folder = try run("train", clinical) { $0 == 0 ? "age" : "\(40 + $0)" }
        #expect([0, 1].contains(try trust(folder).status))
        let judged = try #require(try folder.text("run/predictions.csv").split(separator: "\n").dropFirst().first)
        let name = "\(judged.split(separator: ",")[0]).nii.gz"
        let rows = try folder.text("data/labels.csv").split(separator: "\n").map { row in
            row.hasPrefix(name) ? row.prefix(through: row.lastIndex(of: ",") ?? row.startIndex) + "1e300" : row
        }
        try folder.write(rows.joined(separator: "\n"), to: "data/labels.csv")
        try FileManager.default.removeItem(atPath: folder.path("run/trust.json"))
        let measured = try trust(folder)
        #expect([0, 1].contains(measured.status), "\(measured.errors)")
        #expect(measured.errors.contains("\(name): the network's outputs are not finite numbers"), "\(measured.errors)")
        #expect(FileManager.default.fileExists(atPath: folder.path("run/trust.json")))
    }

    @Test func aFolderOfDataThatIsGoneIsNamed() throws {
        let folder = try run("train")
        try FileManager.default.moveItem(atPath: folder.path("data"), toPath: folder.path("moved"))
        let refused = try trust(folder)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("\(folder.path("data")), which is no folder here"), "\(refused.errors)")
        #expect([0, 1].contains(try trust(folder, ["--data", folder.path("moved")]).status))
    }

    @Test func whatIsNoRunIsRefused() throws {
        let folder = try TemporaryFolder()
        let refused = try Command.cine("trust", folder.path("nothing"))
        #expect(refused.status == 65 && refused.errors.contains("is no run folder"), "\(refused.errors)")
    }
}
