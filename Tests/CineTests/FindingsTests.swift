import Foundation
import TestFolders
import Testing

/// Labels that do not exclude each other, from the manifest to `cine classify`, through the command.
@Suite struct FindingsTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, labels: [first, second], group: patient }
        split: { holdOut: 0.3, tuning: 0.2 }
        preparation: { frames: 8, size: [16, 16] }
        \(SmallStudy.model())
        training:
          epochs: 3
          batch: 8
          loss: { binaryCrossEntropy: { weights: [2, 1] } }
          earlyStopping: { metric: auroc }

        """

    private func cohort(_ pipeline: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("trivial", 40) { number, row in
            number == 0 ? "first,second" : "\(row.split(separator: ",")[1] == "b" ? 1 : 0),\(number / 3 % 2)"
        }
        try folder.write(pipeline, to: "p.yaml")
        return folder
    }

    private func run(_ verb: String, _ folder: TemporaryFolder, _ more: String...) throws -> Command {
        try Command.run(
            [verb, folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "2"]
                + more)
    }

    @Test func eachLabelHasItsProbabilityAndItsFigures() throws {
        let folder = try cohort(pipeline)
        let trained = try run("train", folder)
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(
            try folder.text("run/predictions.csv").hasPrefix("sample,patient,fold,label,class,p_first,p_second\n"))
        let metrics = try folder.text("run/metrics.json")
        #expect(metrics.contains("\"first\"") && metrics.contains("\"second\""))
        #expect(try folder.text("run/report.html").contains("do not exclude each other"))
        let result = try Command.cine(
            "classify", folder.path("run/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"))
        #expect(result.status == 0, "\(result.errors)")
        let rows = try folder.text("out.csv").split(separator: "\n")
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
        #expect(try folder.text("run/predictions.csv").split(separator: "\n").count == 41)
        #expect(try folder.text("run/metrics.json").contains("\"second\""))
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

    /// The trust card follows the finding's own probability, as the explanation of the same scan does: with one scan of either.
    @Test func theTrustCardReadsEachFindingByItself() throws {
        let folder = try cohort(pipeline)
        let table = try folder.text("data/labels.csv").split(separator: "\n").enumerated().map { number, row in
            // The second finding only where the first is: all scans count as the first one's, and one of them is measured.
            number == 0 ? String(row) : row.dropLast() + (row.hasSuffix("1,1") && number % 2 == 0 ? "1" : "0")
        }
        try folder.write(table.joined(separator: "\n") + "\n", to: "data/labels.csv")
        let trained = try run("train", folder)
        #expect(trained.status == 0, "\(trained.errors)")
        let measured = try Command.cine(
            "trust", folder.path("run"), "--scans", "2", "--method", "gradCAM", "--threads", "1")
        #expect([0, 1].contains(measured.status), "\(measured.errors)")
        let cards = try #require(
            try JSONSerialization.jsonObject(with: folder.bytes(of: "run/trust.json")) as? [[String: Any]])
        #expect(cards[0]["scans"] as? Int == 1)
        let checks = try #require(cards[0]["checks"] as? [[String: Any]])
        let judged = try folder.text("run/predictions.csv").split(separator: "\n")[1].prefix { $0 != "," }
        let explained = try Command.cine(
            "explain", folder.path("run/model.safetensors"), folder.path("data/\(judged).nii.gz"), "--out",
            folder.path("why"), "--method", "gradCAM", "--threads", "1")
        #expect(explained.status == 0, "\(explained.errors)")
        let record = try #require(
            try JSONSerialization.jsonObject(with: folder.bytes(of: "why/\(judged)/saliency.json")) as? [String: Any])
        let trust = try #require(record["trust"] as? [String: Any])
        let curves = try #require((trust["scan"] as? [String: [String: Any]])?["gradCAM"])
        for (name, key) in [("deletion", "deletion_gain"), ("insertion", "insertion_gain")] {
            let value = try #require(checks.first { $0["name"] as? String == name }?["value"] as? Double)
            let expected = try #require(curves[key] as? Double)
            #expect(abs(value - expected) < 1e-6, "\(name)")
        }
    }
}
