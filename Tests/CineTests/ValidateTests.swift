import Foundation
import TestFolders
import Testing

/// Cross-validation, its resumption and what stands in the run folder, through the command.
@Suite struct ValidateTests {
    private func pipeline(epochs: Int, validation: String = "") -> String {
        """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient }
        split: { holdOut: 0.3, tuning: 0.25 }
        preparation: { frames: 4, size: [8, 8] }
        \(SmallStudy.model())
        training: { epochs: \(epochs), batch: 8, earlyStopping: none, seed: 3 }
        validation: { folds: 3\(validation) }
        """
    }

    /// A folder with a random cohort of 36 volumes and the pipeline.
    private func cohort(epochs: Int, validation: String = "") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("random", 36)
        try folder.write(pipeline(epochs: epochs, validation: validation), to: "p.yaml")
        return folder
    }

    private func validate(
        _ folder: TemporaryFolder, into run: String, _ more: [String] = [], interruptAfter delay: Double? = nil
    ) throws -> Command {
        try Command.run(
            ["validate", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path(run)]
                + ["--threads", "1"] + more, interruptAfter: delay)
    }

    private func text(_ folder: TemporaryFolder, _ name: String) throws -> String {
        String(decoding: try folder.bytes(of: name), as: UTF8.self)
    }

    private func json(_ folder: TemporaryFolder, _ name: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: folder.bytes(of: name)) as? [String: Any])
    }

    @Test func anInterruptedValidationGoesOnAndEndsWithTheSameBytes() throws {
        let folder = try cohort(epochs: 150)
        let whole = try validate(folder, into: "whole")
        #expect(whole.status == 0, "\(whole.errors)")
        var status: Int32 = 75
        for _ in 0..<40 where status == 75 {
            status = try validate(folder, into: "parts", interruptAfter: 0.6).status
            #expect([0, 75].contains(status))
        }
        #expect(try validate(folder, into: "parts").status == 0)
        let unit = "units/main-repeat0-fold1-seed3"
        for file in [
            "predictions.csv", "metrics.json", "split.csv", "plan.tsv", "pipeline.yaml", "model.safetensors",
            "\(unit)/model.safetensors", "\(unit)/predictions.csv", "\(unit)/history.csv", "\(unit)/metrics.json",
        ] {
            #expect(try folder.bytes(of: "whole/\(file)") == folder.bytes(of: "parts/\(file)"), "\(file) differs")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("parts/checkpoints")))
    }

    @Test func everyScanIsJudgedOnceAndTheEnsembleClassifies() throws {
        let folder = try cohort(epochs: 2, validation: ", aggregate: mean, permutations: 1")
        let result = try validate(folder, into: "run", ["--folds", "4", "--json"])
        #expect(result.status == 0, "\(result.errors)")
        let rows = try text(folder, "run/predictions.csv").split(separator: "\n")
        #expect(rows.count == 37)
        #expect(rows[0] == "sample,patient,fold,label,class,p_a,p_b")
        #expect(Set(rows.dropFirst().map { $0.split(separator: ",")[0] }).count == 36)
        #expect(Set(rows.dropFirst().map { $0.split(separator: ",")[2] }) == ["0", "1", "2", "3"])

        let metrics = try json(folder, "run/metrics.json")
        #expect((metrics["folds"] as? [Any])?.count == 4)
        let pooled = try #require(metrics["pooled"] as? [String: Any])
        #expect((pooled["auroc"] as? [String: Any])?["low"] is Double)
        #expect((metrics["permutations"] as? [Any])?.count == 1)
        #expect(metrics["patients"] != nil)

        let classified = try Command.cine(
            "classify", folder.path("run/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"))
        #expect(classified.status == 0, "\(classified.errors)")
        let table = try text(folder, "out.csv").split(separator: "\n")
        #expect(table.count == 37)
        let uncertainty = table.dropFirst().compactMap { Double($0.split(separator: ",")[7]) }
        #expect(uncertainty.count == 36 && uncertainty.allSatisfy { (0...1).contains($0) })
    }

    @Test func aTestPartIsJudgedOnceByTheEnsemble() throws {
        let folder = try cohort(epochs: 2, validation: ", test: { column: part, values: [sealed] }")
        var lines = try text(folder, "data/labels.csv").split(separator: "\n").map(String.init)
        for index in lines.indices { lines[index] += index == 0 ? ",part" : index <= 12 ? ",sealed" : ",open" }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "data/labels.csv")
        let result = try validate(folder, into: "run", ["--jobs", "2"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try text(folder, "run/predictions.csv").split(separator: "\n").count == 25)
        #expect(try text(folder, "run/test_predictions.csv").split(separator: "\n").count == 13)
        let metrics = try json(folder, "run/metrics.json")
        #expect((metrics["test"] as? [String: Any])?["samples"] as? Int == 12)
        #expect(try text(folder, "run/split.csv").contains(",test\n"))
    }

    @Test func repeatsSeedsCalibrationAndThresholdGoTogether() throws {
        let folder = try cohort(
            epochs: 2,
            validation:
                ", repeats: 2, seeds: [1, 2], calibration: isotonic, operatingPoint: { rule: specificity, value: 0.5 }")
        let result = try validate(folder, into: "run")
        let metrics = try json(folder, "run/metrics.json")
        let missing = (metrics["missing"] as? [Any])?.count ?? 0
        #expect(result.status == (missing == 0 ? 0 : 1), "\(result.errors)")
        #expect((metrics["folds"] as? [Any])?.count == 12 - missing)
        #expect(
            try text(folder, "run/predictions.csv").hasPrefix("sample,patient,fold,repeat,seed,label,class,p_a,p_b\n"))
        #expect(try text(folder, "run/split.csv").hasPrefix("sample,patient,fold_0,fold_1\n"))
    }

    @Test func aUnitThatDivergesIsReportedAndTheOthersFinish() throws {
        let folder = try cohort(epochs: 3)
        let bad = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("data")).filter { $0.hasSuffix(".nii.gz") }
                .sorted().first)
        try folder.write("no volume", to: "data/\(bad)")
        let result = try validate(folder, into: "run")
        #expect(result.status == 1, "\(result.errors)")
        let metrics = try json(folder, "run/metrics.json")
        let missing = try #require(metrics["missing"] as? [[String: String]])
        #expect(missing.count == 3)
        #expect(missing.allSatisfy { $0["reason"]?.contains(bad) == true })
        #expect(result.errors.contains("failed"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("run/model.safetensors")))
    }

    @Test func moreFoldsThanPatientsOfAClassAreRefusedWithNumbers() throws {
        let folder = try cohort(epochs: 1)
        let result = try validate(folder, into: "run", ["--folds", "30"])
        #expect(result.status == 65)
        #expect(result.errors.contains("too few for 30 folds"))
    }
}
