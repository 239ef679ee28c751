import Foundation
import TestFolders
import Testing

/// Clinical columns and sequences of different length from the pipeline file to `cine classify`, through the command.
@Suite struct ClinicalTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient, clinical: [age, score] }
        split: { holdOut: 0.3, tuning: 0.2 }
        preparation: { frames: { max: 20 }, size: [16, 16] }
        \(SmallStudy.model("{ joinClinical: { layers: [{ dense: { units: 3 } }, relu] } }"))
        training: { epochs: 3, batch: 8, earlyStopping: none, seed: 3 }
        """

    /// Forty volumes of 16 slices with ages, every fifth unknown.
    private func cohort(_ pipeline: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("trivial", 40) { number, _ in
            number == 0 ? "age,score" : "\(number % 5 == 0 ? "" : "\(40 + number)"),\(number % 3)"
        }
        try folder.write(pipeline, to: "p.yaml")
        return folder
    }

    private func run(_ verb: String, _ folder: TemporaryFolder, _ more: String...) throws -> Command {
        try Command.run(
            [verb, folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "2"]
                + more)
    }

    private func classify(_ folder: TemporaryFolder, _ path: String, into table: String) throws -> [String] {
        let result = try Command.cine(
            "classify", folder.path("run/model.safetensors"), folder.path(path), "--out", folder.path(table))
        #expect(result.status == 0, "\(result.errors)")
        return String(decoding: try folder.bytes(of: table), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func aModelReadsTheColumnsOfAManifest() throws {
        let folder = try cohort(pipeline)
        let trained = try run("train", folder)
        #expect(trained.status == 0, "\(trained.errors)")
        let listed = try classify(folder, "data/labels.csv", into: "listed.csv")
        #expect(listed.count == 41)
        #expect(listed.count { $0.contains("age: missing, counted as the mean") } == 8)
        let found = try classify(folder, "data", into: "found.csv")
        #expect(found.count { $0.contains("no manifest row says age, score of this scan") } == 40)
        let probabilities = { (rows: [String]) in rows.dropFirst().map { $0.split(separator: ",")[4] } }
        #expect(probabilities(listed) != probabilities(found))
    }

    @Test func everyFoldScalesByItsOwnTrainingPart() throws {
        let folder = try cohort(pipeline)
        let validated = try run("validate", folder, "--folds", "2")
        #expect(validated.status == 0, "\(validated.errors)")
        #expect(try classify(folder, "data/labels.csv", into: "listed.csv").count == 41)
        let model = String(decoding: try folder.bytes(of: "run/model.safetensors").prefix(20_000), as: UTF8.self)
        #expect(model.components(separatedBy: #"deviation\""#).count == 5)
    }

    @Test func anImpossibleLayerIsRefusedBeforeTheDataAreLookedFor() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            pipeline.replacingOccurrences(of: "{ max: 20 }", with: "20").replacingOccurrences(
                of: "relu, globalAveragePool", with: "relu, { maxPool: 99 }, globalAveragePool"), to: "p.yaml")
        let refused = try run("train", folder)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("p.yaml:7:88: model: timeDistributed.maxPool slides"), "\(refused.errors)")
    }

    @Test func weightsThatDoNotFitAreRefusedBeforeScansAreRead() throws {
        let folder = try cohort(pipeline)
        #expect(try run("train", folder).status == 0)
        try folder.write(
            pipeline.replacingOccurrences(of: "units: 4", with: "units: 5")
                .replacingOccurrences(
                    of: "seed: 3", with: "seed: 3, initial: { file: run/model.safetensors }"), to: "p.yaml"
        )
        let refused = try Command.cine(
            "train", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("other"))
        #expect(refused.status == 65, "\(refused.errors)")
        #expect(refused.errors.contains("p.yaml:11:"), "\(refused.errors)")
        #expect(refused.errors.contains("lstm.weight_ih"), "\(refused.errors)")
        #expect(!refused.errors.contains("examined"), "\(refused.errors)")
    }
}
