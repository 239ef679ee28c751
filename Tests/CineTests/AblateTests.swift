import Foundation
import TestFolders
import Testing

/// An ablation, its resumption and what stands in the run folder, through the command.
@Suite struct AblateTests {
    private func pipeline(epochs: Int, ablation: String) -> String {
        """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient }
        split: { holdOut: 0.2, tuning: 0.25 }
        preparation: { frames: 4, size: [8, 8] }
        \(SmallStudy.model())
        training: { epochs: \(epochs), batch: 8, earlyStopping: none, seed: 3 }
        validation: { folds: 2 }
        ablation:
        \(ablation)
        """
    }

    private func cohort(epochs: Int, ablation: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("random", 32)
        try folder.write(pipeline(epochs: epochs, ablation: ablation), to: "p.yaml")
        return folder
    }

    private func ablate(
        _ folder: TemporaryFolder, into run: String, _ more: [String] = [], interruptAfter delay: Double? = nil
    ) throws -> Command {
        try Command.run(
            ["ablate", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path(run)]
                + ["--threads", "1"] + more, interruptAfter: delay)
    }

    /// The table as one map a row.
    private func table(_ folder: TemporaryFolder, _ name: String) throws -> [[String: String]] {
        let lines = String(decoding: try folder.bytes(of: name), as: UTF8.self).split(separator: "\n")
        let columns = lines[0].split(separator: ",").map(String.init)
        return lines.dropFirst().map { line in
            Dictionary(
                zip(columns, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
            ) { first, _ in first }
        }
    }

    @Test func everyArmIsComparedOnTheSameFoldsAndEqualOnesOnce() throws {
        let folder = try cohort(
            epochs: 2,
            ablation: """
                  wide: { model.lstm.units: 8 }
                  same: { model.lstm.units: 4 }
                  controls: [scrambled, no-lstm, label-permutation]
                """)
        let result = try ablate(folder, into: "run", ["--jobs", "2", "--json"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.split(separator: "\n").count == 12)
        let text = String(decoding: try folder.bytes(of: "run/ablation.csv"), as: UTF8.self)
        #expect(text.hasPrefix("arm,metric,value,low,high,delta,p,p_holm,parameters,seconds,peak_mib,"))
        let rows = try table(folder, "run/ablation.csv")
        #expect(rows.map { $0["arm"] ?? "" }.filter { $0 == "wide" }.count == 2)
        let wide = try #require(rows.first { $0["arm"] == "wide" })
        #expect(wide["metric"] == "auroc" && wide["test"] == "DeLong")
        // 4·9 weights, 8 of normalization, the LSTM's 4·8·(4 + 8 + 1), the last layer's 2·9.
        #expect(wide["parameters"] == "478")
        // 4 frames of 64 places of 9·4, 4 steps of the LSTM, the last layer.
        #expect(wide["multiply_adds"] == "10768")
        #expect(Double(wide["seconds"] ?? "") != nil && Double(wide["peak_mib"] ?? "") != nil)
        let same = try #require(rows.first { $0["arm"] == "same" })
        let baseline = try #require(rows.first { $0["arm"] == "baseline" })
        #expect(same["same_as"] == "baseline" && same["value"] == baseline["value"])
        #expect(rows.first { $0["arm"] == "label-permutation" }?["p"] == "")
        let plan = String(decoding: try folder.bytes(of: "run/plan.tsv"), as: UTF8.self).split(separator: "\n")
        #expect(plan.count == 1 + 5 * 2)
        for file in ["report.html", "ablation.md", "ablation.tex", "ablation.json", "arms/wide.yaml"] {
            #expect(FileManager.default.fileExists(atPath: folder.path("run/\(file)")), "\(file)")
        }
        let page = try folder.bytes(of: "run/report.html")
        #expect(try Command.cine("report", folder.path("run")).status == 0)
        #expect(try folder.bytes(of: "run/report.html") == page)
    }

    @Test func aKilledAblationGoesOnAndEndsWithTheSameBytes() throws {
        let folder = try cohort(
            epochs: 40,
            ablation: """
                  design: chain
                  factors: { units: { path: model.lstm.units, values: [2, 8] }, batch: { path: training.batch, values: [4] } }
                """)
        let whole = try ablate(folder, into: "whole")
        #expect(whole.status == 0, "\(whole.errors)")
        var status: Int32 = 75
        for _ in 0..<60 where status == 75 {
            status = try ablate(folder, into: "parts", interruptAfter: 0.8).status
            #expect([0, 75].contains(status))
        }
        #expect(try ablate(folder, into: "parts").status == 0)
        for file in ["ablation.json", "plan.tsv", "split.csv", "pipeline.yaml", "arms/1-units=8.yaml"] {
            #expect(try folder.bytes(of: "whole/\(file)") == folder.bytes(of: "parts/\(file)"), "\(file) differs")
        }
        let strip = { (row: [String: String]) in row.filter { !["seconds", "peak_mib"].contains($0.key) } }
        #expect(try table(folder, "whole/ablation.csv").map(strip) == table(folder, "parts/ablation.csv").map(strip))
    }

    @Test func anImpossibleArmIsRefusedBeforeTraining() throws {
        let folder = try cohort(epochs: 2, ablation: "  flat: { remove: model.timeDistributed.globalAveragePool }")
        let result = try ablate(folder, into: "run")
        #expect(result.status == 65)
        #expect(result.errors.contains("the arm “flat” cannot be trained"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
    }

    @Test func anArmThatFailsIsARowThatSaysWhy() throws {
        let folder = try cohort(
            epochs: 3,
            ablation:
                "  wild: { training.optimizer: { sgd: { learningRate: 1e30 } }, training.clip: none }\n  wide: { model.lstm.units: 8 }"
        )
        let result = try ablate(folder, into: "run")
        #expect(result.status == 1, "\(result.errors)")
        let rows = try table(folder, "run/ablation.csv")
        #expect(rows.first { $0["arm"] == "wild" }?["error"]?.isEmpty == false)
        #expect(rows.first { $0["arm"] == "wide" }?["value"]?.isEmpty == false)
    }
}
