import Foundation
import Testing

/// Labels that do not exclude each other, from the manifest to `cine classify`, through the command.
@Suite struct FindingsTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, labels: [first, second], group: patient }
        split: { holdOut: 0.3, tuning: 0.2 }
        preparation: { frames: 8, size: [16, 16] }
        model:
          - timeDistributed:
              axis: slices
              layers: [{ convolution: { filters: 4, bias: false } }, batchNormalization, relu, globalAveragePool]
          - { lstm: { units: 4 } }
          - { dense: { units: 2 } }
        training:
          epochs: 3
          batch: 8
          loss: { binaryCrossEntropy: { weights: [2, 1] } }
          earlyStopping: { metric: auroc }

        """

    private func cohort(_ pipeline: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let made = try Command.cine("phantom", "trivial", "--out", folder.path("data"), "--count", "40", "--seed", "5")
        #expect(made.status == 0, "\(made.errors)")
        let table = String(decoding: try folder.bytes(of: "data/labels.csv"), as: UTF8.self)
        let rows = table.split(separator: "\n").enumerated().map { number, row in
            number == 0
                ? "\(row),first,second" : "\(row),\(row.split(separator: ",")[1] == "b" ? 1 : 0),\(number / 3 % 2)"
        }
        try folder.write(rows.joined(separator: "\n") + "\n", to: "data/labels.csv")
        try folder.write(pipeline, to: "p.yaml")
        return folder
    }

    private func run(_ verb: String, _ folder: TemporaryFolder, _ more: String...) throws -> Command {
        try Command.run(
            [verb, folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "2"]
                + more)
    }

    private func text(_ name: String, in folder: TemporaryFolder) throws -> String {
        String(decoding: try folder.bytes(of: name), as: UTF8.self)
    }

    @Test func eachLabelHasItsProbabilityAndItsFigures() throws {
        let folder = try cohort(pipeline)
        let trained = try run("train", folder)
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(
            try text("run/predictions.csv", in: folder).hasPrefix("sample,patient,fold,label,class,p_first,p_second\n"))
        let metrics = try text("run/metrics.json", in: folder)
        #expect(metrics.contains("\"first\"") && metrics.contains("\"second\""))
        #expect(try text("run/report.html", in: folder).contains("do not exclude each other"))
        let result = try Command.cine(
            "classify", folder.path("run/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"))
        #expect(result.status == 0, "\(result.errors)")
        let rows = try text("out.csv", in: folder).split(separator: "\n")
        #expect(rows.count == 41)
        for row in rows.dropFirst() {
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            let decided = zip(["first", "second"], cells[5...6]).filter { Double($0.1)! >= 0.5 }.map(\.0)
            #expect(cells[3] == (decided.isEmpty ? "none" : decided.joined(separator: "+")))
            #expect((0...1).contains(try #require(Double(cells[7]))))
        }
    }

    @Test func foldsArePooled() throws {
        let folder = try cohort(pipeline)
        let validated = try run("validate", folder, "--folds", "2")
        #expect(validated.status == 0, "\(validated.errors)")
        #expect(try text("run/predictions.csv", in: folder).split(separator: "\n").count == 41)
        #expect(try text("run/metrics.json", in: folder).contains("\"second\""))
    }

    @Test(arguments: [
        ("loss: { binaryCrossEntropy: { weights: [2, 1] } }", "loss: focal", "need binaryCrossEntropy"),
        ("weights: [2, 1]", "weights: [2, 1, 1]", "3 weights were given for 2 labels"),
        ("epochs: 3", "epochs: 3\n  labelSmoothing: 0.1", "no classes that exclude each other"),
        ("labels: [first, second]", "label: class", "binaryCrossEntropy is for findings"),
        ("training:", "validation: { calibration: temperature }\ntraining:", "not possible with cohort.labels"),
    ])
    func whatContradictsFindingsIsRefused(old: String, new: String, message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(pipeline.replacingOccurrences(of: old, with: new), to: "p.yaml")
        let refused = try run("train", folder)
        #expect(refused.status == 65)
        #expect(refused.errors.contains(message) && refused.errors.contains("p.yaml:"), "\(refused.errors)")
    }
}
