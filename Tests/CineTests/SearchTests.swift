import Foundation
import TestFolders
import Testing

/// A search, its resumption and what stands in the run folder, through the command.
@Suite struct SearchTests {
    private func cohort(epochs: Int, search: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("random", 36)
        try folder.write(
            """
            cohort: { manifest: labels.csv, path: path, label: class, group: patient }
            split: { holdOut: 0.25, tuning: 0.25 }
            preparation: { frames: 4, size: [8, 8] }
            \(SmallStudy.model())
            training: { epochs: \(epochs), batch: 8, earlyStopping: none, seed: 3 }
            search:
              inner: { folds: 3, judged: 1 }
              outer: 2
              space:
                units: { path: model.lstm.units, choice: [2, 4, 8] }
                rate: { path: training.optimizer.adam.learningRate, logUniform: [1e-3, 1e-1] }
            \(search)
            """, to: "p.yaml")
        return folder
    }

    private func search(
        _ folder: TemporaryFolder, into run: String, _ more: [String] = [], interruptAfter delay: Double? = nil
    ) throws -> Command {
        try Command.run(
            ["search", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path(run)]
                + ["--threads", "1"] + more, interruptAfter: delay)
    }

    private func lines(_ folder: TemporaryFolder, _ name: String) throws -> [String] {
        String(decoding: try folder.bytes(of: name), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func theInnerFoldsChooseAndTheOuterOnesJudge() throws {
        let folder = try cohort(epochs: 2, search: "  budget: 5\n  strategy: tpe")
        let result = try search(folder, into: "run", ["--json"])
        #expect(result.status == 0, "\(result.errors)")
        let table = try lines(folder, "run/search.csv")
        #expect(table[0] == "search,trial,resource,units,rate,score,chosen,error")
        #expect(table.count == 1 + 3 * 5)
        #expect(table.filter { $0.contains(",yes,") }.count == 3)
        let record = try #require(
            try JSONSerialization.jsonObject(with: folder.bytes(of: "run/search.json")) as? [String: Any])
        let searches = try #require(record["searches"] as? [[String: Any]])
        #expect(searches.map { $0["name"] as? String } == ["outer0", "outer1", "final"])
        #expect(searches[0]["outer_score"] is Double)
        #expect(FileManager.default.fileExists(atPath: folder.path("run/report.html")))
        let train = try Command.cine(
            "train", folder.path("run/winner.yaml"), "--out", folder.path("winner"), "--threads", "1")
        #expect(train.status == 0, "\(train.errors)")
    }

    @Test(arguments: ["gwo", "halving"])
    func aKilledSearchGoesOnWithTheSameTrials(strategy: String) throws {
        let folder = try cohort(epochs: 27, search: "  budget: 6\n  strategy: \(strategy)")
        #expect(try search(folder, into: "whole").status == 0)
        var status: Int32 = 75
        for turn in 0..<60 where status == 75 {
            // Later turns get more time, so that a busy machine comes to an end, too.
            status = try search(folder, into: "parts", interruptAfter: 0.7 + 0.1 * Double(turn)).status
            #expect([0, 75].contains(status))
        }
        for file in ["search.csv", "search.json", "winner.yaml", "report.html"] {
            #expect(try folder.bytes(of: "whole/\(file)") == folder.bytes(of: "parts/\(file)"), "\(file) differs")
        }
    }

    @Test(arguments: [
        (["--set", "search.budget=0"], "a search with a budget of 0 trains nothing"),
        (["--set", "search.space={}"], "the search space is empty"),
        (["--set", "search.strategy=tpee"], "did you mean tpe?"),
        (["--set", "search.space.units.path=model.lsm.units"], "did you mean lstm?"),
    ])
    func whatCannotBeSearchedIsSaid(settings: [String], message: String) throws {
        let folder = try cohort(epochs: 2, search: "")
        let result = try search(folder, into: "run", settings)
        #expect(result.status == 65)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
    }
}
