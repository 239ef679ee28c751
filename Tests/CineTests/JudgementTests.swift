import Foundation
import TestFolders
import Testing

/// What a validation says beside its figures: leaks, nested folds, subgroups, prevalence and abstention, through the command.
@Suite struct JudgementTests {
    private static func pipeline(_ validation: String, training: String = "", cohort: String = "") -> String {
        """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient\(cohort) }
        split: { holdOut: 0.3, tuning: 0.25 }
        preparation: { frames: 4, size: [8, 8] }
        \(SmallStudy.model("{ dropout: 0.5 }"))
        training: { epochs: 2, batch: 8, earlyStopping: none, seed: 3\(training) }
        validation: { folds: 3\(validation) }
        """
    }

    /// A folder with a cohort of 36 volumes and the pipeline; `columns` adds cells to each row, the header's first.
    private func study(
        _ validation: String, training: String = "", cohort: String = "", perPatient: Int = 1,
        columns: ((Int) -> String)? = nil
    ) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms(
            "trivial", 36, perPatient: perPatient, columns: columns.map { cells in { n, _ in cells(n) } })
        try folder.write(Self.pipeline(validation, training: training, cohort: cohort), to: "p.yaml")
        return folder
    }

    private func validate(_ folder: TemporaryFolder, _ more: String..., into run: String = "run") throws -> Command {
        try Command.run(
            ["validate", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path(run)]
                + ["--threads", "1"] + more)
    }

    private func metrics(_ folder: TemporaryFolder, in run: String = "run") throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: folder.bytes(of: "\(run)/metrics.json")) as? [String: Any])
    }

    private func text(_ folder: TemporaryFolder, _ name: String) throws -> String {
        String(decoding: try folder.bytes(of: name), as: UTF8.self)
    }

    @Test func carriedWeightsAndSplitPatientsStopAtTheGateUnlessAccepted() throws {
        let folder = try study(", deal: scans", training: ", initial: { unit: previousFold }", perPatient: 3)
        let stopped = try validate(folder)
        #expect(stopped.status == 65)
        #expect(stopped.errors.contains("has scans in"))
        #expect(stopped.errors.contains("the weights of main-repeat0-fold0-seed3 were trained on samples of"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("run/plan.tsv")))

        let accepted = try validate(folder, "--accept-leaks")
        #expect(accepted.status == 0, "\(accepted.errors)")
        let stamp = try #require(try metrics(folder)["leaks_accepted"] as? [String: Int])
        #expect(stamp["weights"] == 1 && (stamp["patient"] ?? 0) > 0)
        #expect(try text(folder, "run/plan.tsv").contains("fold1-seed3\tmain\t0\t1\t3\tmain-repeat0-fold0-seed3"))
        let model = try text(folder, "run/units/main-repeat0-fold1-seed3/model.safetensors")
        #expect(model.contains(#"\"unit\":\"main-repeat0-fold0-seed3\""#))
        #expect(model.contains("leaks_accepted"))

        // The same bytes where each fold has a process of its own, which reads what the first one found out.
        #expect(try validate(folder, "--accept-leaks", "--jobs", "2", into: "jobs").status == 0)
        for file in ["model.safetensors", "metrics.json", "predictions.csv"] {
            #expect(try folder.bytes(of: "run/\(file)") == folder.bytes(of: "jobs/\(file)"), "\(file) differs")
        }
    }

    @Test func aTrainingHasNoPreviousFold() throws {
        let folder = try study("", training: ", initial: { unit: previousFold }")
        let result = try Command.cine(
            "train", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"))
        #expect(result.status == 65)
        #expect(result.errors.contains("which cine validate alone does"))
    }

    @Test func innerFoldsAreTrainedAndReportedForEachOuterOne() throws {
        let folder = try study(", nested: { folds: 2 }")
        let result = try validate(folder)
        #expect(result.status == 0, "\(result.errors)")
        let folds = try #require(try metrics(folder)["folds"] as? [[String: Any]])
        #expect(folds.count == 3)
        for fold in folds {
            let inner = try #require(fold["inner"] as? [String: Any])
            #expect(inner["samples"] as? Int == 36 - (fold["samples"] as? Int ?? 0))
        }
        #expect(
            FileManager.default.fileExists(
                atPath: folder.path("run/units/main-repeat0-fold2-inner1-seed3/predictions.csv")))
    }

    @Test func subgroupsPrevalenceAndAbstentionStandInMetricsReportAndModel() throws {
        let folder = try study(
            ", subgroups: [sex, { column: age, cuts: [40] }], prevalence: 0.02, abstain: { coverage: 0.5 }",
            columns: { $0 == 0 ? "sex,age" : "\($0 % 3 == 0 ? "f" : "m"),\($0 % 7 == 0 ? "" : "\(20 + $0)")" })
        let result = try validate(folder)
        #expect(result.status == 0, "\(result.errors)")
        let metrics = try metrics(folder)
        let subgroups = try #require(metrics["subgroups"] as? [String: [String: Any]])
        let age = try #require(subgroups["age"]?["groups"] as? [[String: Any]])
        #expect(age.map { $0["name"] as? String } == ["< 40", "≥ 40"])
        #expect(subgroups["age"]?["unnamed"] as? Int == 5)
        #expect((subgroups["sex"]?["groups"] as? [Any])?.count == 2)
        #expect((metrics["prevalence"] as? [String: Any])?["ppv"] != nil)
        let coverage = try #require((metrics["abstention"] as? [String: Any])?["coverage"] as? [String: Any])
        #expect(coverage["value"] is Double)
        let page = try text(folder, "run/report.html")
        #expect(page.contains("By “age”") && page.contains("Coverage and risk") && page.contains("prevalence of 2 %"))

        let classified = try Command.cine(
            "classify", folder.path("run/units/main-repeat0-fold0-seed3/model.safetensors"), folder.path("data"),
            "--out", folder.path("out.csv"))
        #expect(classified.status == 0, "\(classified.errors)")
        let rows = try text(folder, "out.csv").split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        #expect(Set(rows.map { String($0[2]) }) == ["ok", "abstained"])
        #expect(rows.allSatisfy { !$0[3].isEmpty })
        #expect(classified.errors.contains("abstained"))
    }

    @Test func badColumnsAreNamedBeforeTraining() throws {
        let folder = try study(
            ", subgroups: [{ column: age, cuts: [40] }]", columns: { $0 == 0 ? "age" : $0 == 4 ? "old" : "30" })
        let result = try validate(folder)
        #expect(result.status == 65)
        #expect(result.errors.contains("labels.csv:5:1: “old” in column “age” is not a number"))
        let missing = try study(", subgroups: [ages]", columns: { $0 == 0 ? "age" : "30" })
        #expect(try validate(missing).errors.contains("there is no column “ages”; did you mean “age”?"))
    }

    @Test func aFoldThatDivergesIsNamedAndTheOthersGoOn() throws {
        let folder = try study("", training: ", clip: none, optimizer: { sgd: { learningRate: 1e+30, momentum: 0.9 } }")
        let result = try validate(folder)
        #expect(result.status == 1, "\(result.errors)")
        let missing = try #require(try metrics(folder)["missing"] as? [[String: String]])
        #expect(missing.count == 3)
        #expect(missing.allSatisfy { $0["reason"]?.contains("loss") == true })
        #expect(result.output.contains("missing: main-repeat0-fold0-seed3"))
    }

    @Test func oneClassInAFoldAndTwoLabelsOfAPatientAreSaid() throws {
        let single = try study(
            "", columns: { $0 == 0 ? "site" : $0 <= 12 ? "first" : $0 % 2 == 0 ? "second" : "third" })
        var lines = try text(single, "data/labels.csv").split(separator: "\n").map(String.init)
        for index in 1...12 { lines[index] = lines[index].replacingOccurrences(of: ",b,", with: ",a,") }
        try single.write(lines.joined(separator: "\n") + "\n", to: "data/labels.csv")
        try single.write(Self.pipeline("").replacingOccurrences(of: "folds: 3", with: "column: site"), to: "p.yaml")
        let result = try validate(single)
        #expect(result.status == 0, "\(result.errors)")
        let folds = try #require(try metrics(single)["folds"] as? [[String: Any]])
        #expect((folds[0]["auroc"] as? [String: Any])?["value"] as? Double == nil)
        #expect(result.errors.contains("holds class “a” only"))

        let mixed = try study(", aggregate: mean", perPatient: 2)
        var rows = try text(mixed, "data/labels.csv").split(separator: "\n").map(String.init)
        rows[1] = rows[1].replacingOccurrences(of: ",a,", with: ",x,").replacingOccurrences(of: ",b,", with: ",a,")
            .replacingOccurrences(of: ",x,", with: ",b,")
        try mixed.write(rows.joined(separator: "\n") + "\n", to: "data/labels.csv")
        let refused = try validate(mixed)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("has scans of class"))
    }

    @Test func stackedRunsAreOneModelAndJudgedOutOfFold() throws {
        let folder = try study(", aggregate: learned")
        #expect(try validate(folder, into: "first").status == 0)
        #expect(try validate(folder, "--set", "preparation.size=[12, 12]", into: "second").status == 0)
        let patients = try #require(try metrics(folder, in: "first")["patients"] as? [String: Any])
        #expect(patients["samples"] as? Int == 36)
        let runs = [folder.path("first"), folder.path("second")]
        let stacked = try Command.run(["stack"] + runs + ["--out", folder.path("stack")])
        #expect(stacked.status == 0, "\(stacked.errors)")
        #expect((try metrics(folder, in: "stack")["folds"] as? [Any])?.count == 3)
        #expect(try text(folder, "stack/predictions.csv").split(separator: "\n").count == 37)

        let classified = try Command.cine(
            "classify", folder.path("stack/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"))
        #expect(classified.status == 0, "\(classified.errors)")
        let rows = try text(folder, "out.csv").split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        #expect(rows.count == 36 && rows.allSatisfy { $0[2] == "ok" })

        #expect(try validate(folder, "--folds", "4", into: "other").status == 0)
        let refused = try Command.cine(
            "stack", folder.path("first"), folder.path("other"), "--out", folder.path("none"))
        #expect(refused.status == 65)
        #expect(refused.errors.contains("were not made on the same folds"))
        let replacing = try Command.run(["stack"] + runs + ["--out", folder.path("other")])
        #expect(replacing.status == 65 && replacing.errors.contains("is the folder of a run"), "\(replacing.errors)")
    }

    @Test func aStackHasAThresholdAndAbstainsByTheRulesOfItsRuns() throws {
        let rules = ", operatingPoint: { rule: sensitivity, value: 0.8 }, abstain: { coverage: 0.7 }, prevalence: 0.1"
        let folder = try study(rules)
        #expect(try validate(folder, into: "first").status == 0)
        #expect(try validate(folder, "--set", "preparation.size=[12, 12]", into: "second").status == 0)
        let runs = [folder.path("first"), folder.path("second")]
        let stacked = try Command.run(["stack"] + runs + ["--out", folder.path("stack")])
        #expect(stacked.status == 0, "\(stacked.errors)")
        #expect(try metrics(folder, in: "stack")["abstention"] != nil)
        let line = try #require(stacked.output.split(separator: "\n").first { $0.contains("threshold ") })
        #expect(line.contains("for a sensitivity of 0.8"))
        let threshold = try #require(
            Double(line.replacing("threshold ", with: "").trimmingPrefix(" ").split(separator: ",")[0]))

        let classified = try Command.cine(
            "classify", folder.path("stack/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"))
        #expect(classified.status == 0, "\(classified.errors)")
        let table = try text(folder, "out.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let (label, score, status) = try (
            #require(table[0].firstIndex(of: "class")), #require(table[0].firstIndex(of: "p_b")),
            #require(table[0].firstIndex(of: "status"))
        )
        for row in table.dropFirst() {
            #expect((row[label] == "b") == ((Double(row[score]) ?? -1) >= threshold))
        }
        #expect(table.dropFirst().contains { $0[status] == "abstained" })

        #expect(try validate(folder, "--set", "validation.operatingPoint={ rule: youden }", into: "youden").status == 0)
        let mixed = try Command.run(["stack", runs[0], folder.path("youden"), "--out", folder.path("mixed")])
        #expect(mixed.status == 0 && mixed.errors.contains("the runs choose their thresholds differently"))
        #expect(!mixed.output.contains("threshold "))
    }

    @Test func theReportShowsTheWorstErrorsAndWhoTookPart() throws {
        let folder = try study(
            ", permutations: 0", columns: { $0 == 0 ? "sex,age" : "\($0 % 2 == 0 ? "f" : "m"),\(30 + $0)" })
        try folder.write(Self.pipeline("") + "\nreport: { demographics: [sex, age] }\n", to: "p.yaml")
        #expect(try validate(folder).status == 0)
        #expect(try text(folder, "run/cohort.csv").hasPrefix("sample,path,sha256,patient,label,status,sex,age\n"))
        let page = try text(folder, "run/report.html")
        #expect(page.contains("Who they were") && page.contains("sex: f"))
        let pictures = try FileManager.default.contentsOfDirectory(atPath: folder.path("run/errors"))
        #expect(!pictures.isEmpty && pictures.count <= 20)
        #expect(page.components(separatedBy: "src=\"data:image/png;base64,").count - 1 == pictures.count)
        // The page follows from the folder alone.
        try FileManager.default.removeItem(atPath: folder.path("data"))
        #expect(try Command.cine("report", folder.path("run")).status == 0)
        #expect(try text(folder, "run/report.html") == page)
    }

    /// A test part that a column fixes stays whole; what equals it is not learnt from, and every output says so.
    @Test(arguments: [[], ["--jobs", "2"]])
    func scansThatEqualTheTestPartAreLeftOut(_ more: [String]) throws {
        let folder = try study(
            ", test: { column: part, values: [test] }", cohort: ", groupDuplicates: true",
            columns: { $0 == 0 ? "part" : $0 > 28 ? "test" : "train" })
        let rows = try folder.text("data/labels.csv")
        let last = try #require(rows.split(separator: "\n").last).split(
            separator: ",", omittingEmptySubsequences: false)
        let copy =
            ["copy.nii.gz", last[1], "another"].map(String.init) + last[3...].dropLast().map(String.init) + ["train"]
        try folder.write(rows + copy.joined(separator: ",") + "\n", to: "data/labels.csv")
        try FileManager.default.copyItem(
            atPath: folder.path("data/\(last[0])"), toPath: folder.path("data/copy.nii.gz"))
        let result = try Command.run(
            ["validate", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run")]
                + ["--threads", "1"] + more)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("1 scan is left out (first: copy)"))
        let split = try folder.text("run/split.csv").split(separator: "\n")
        #expect(split.filter { $0.hasSuffix(",left out") }.map { $0.prefix { $0 != "," } } == ["copy"])
        #expect(split.count { $0.hasSuffix(",test") } == 8)
        #expect(try folder.text("run/predictions.csv").contains("copy") == false)
        #expect(try folder.text("run/leaks.json").contains("1 scan is left out"))
        let page = try folder.text("run/report.html")
        #expect(page.contains("Left out") && page.contains("1 scan was left out of learning"))
    }
}
