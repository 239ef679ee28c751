import Foundation
import RunFolders
import SystemPackage
import Testing

@testable import Reports

@Suite struct StudyReportTests {
    private func page(_ run: RunExample) throws -> String { try StudyReport(of: run.folder).html }

    @Test func thePageSaysWhatTheRunSays() throws {
        let page = try page(RunExample())
        for text in [
            "Research use only, not for diagnosis", "Cross-validation report", "12 scans of 6 patients",
            "0.812", "0.600 to 0.900", "ROC curve", "Precision–recall curve", "Reliability curve", "Decision curve",
            "Confusion matrix", "Training curves", "u1 is not finished", "CLAIM 2024", "e240300", "TRIPOD+AI",
            "e078378",
            "A test &lt;of&gt; words &amp; signs",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func whatStandsInTheWayIsSaidFirst() throws {
        let run = try RunExample()
        let page = try page(run)
        #expect(page.contains("Only 6 judged scans of “present”") && page.contains("0.5 is chance"))
        #expect(!page.contains("No column names the patients. If"))
        try run.write("description: no patients\n", "pipeline.yaml")
        #expect(try self.page(run).contains("No column names the patients. If"))
        try run.write("{\"folds\":[],\"leaks_accepted\":[\"a duplicate\"]}", "metrics.json")
        let other = try self.page(run)
        #expect(other.contains("every figure may be too good") && other.contains("Nothing was judged yet."))
    }

    @Test func namesFromFilesStayText() throws {
        let run = try RunExample(
            classes: ["<script>alert(1)</script>", "b\"onload='x'"], sample: "\"><img src=x onerror=y>")
        try run.write("{\"cine\":\"</td><script>\",\"command_line\":[\"<b>\",\"'\\u0000\"]}", "environment.json")
        let page = try page(run)
        #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"))
        #expect(!page.contains("onload='x'") && !page.contains("\0"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("&quot;&gt;&lt;img src=x onerror=y&gt;"))
    }

    @Test func nothingIsAskedOfTheNetwork() throws {
        let page = try page(RunExample())
        #expect(page.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
        #expect(!page.contains("unsafe-inline") && !page.contains(" style=\""))
        for text in ["http://", "https://", "src=", "url(", "@import", "<link", "<script", "<iframe"] {
            #expect(!page.contains(text), "\(text)")
        }
        let targets = page.components(separatedBy: "href=\"").dropFirst()
        #expect(!targets.isEmpty && targets.allSatisfy { $0.hasPrefix("#") })
    }

    @Test func picturesOfTheWorstErrorsStandInThePage() throws {
        let run = try RunExample()
        let worst = try StudyReport(of: run.folder).worstErrors
        #expect(worst == ["scan-5"])
        try run.write("picture", "errors/\(run.folder.errorPicture(of: worst[0]).lastComponent?.string ?? "")")
        let page = try page(run)
        let sources = page.components(separatedBy: "src=\"").dropFirst()
        #expect(sources.count == 1 && sources.allSatisfy { $0.hasPrefix("data:image/png;base64,cGljdHVyZQ==") })
        #expect(page.contains("alt=\"Scan scan-5\"") && page.contains("present, taken for absent"))
    }

    @Test func demographicsAreToldByPart() throws {
        let run = try RunExample()
        try run.write(
            "description: x\ncohort: { group: patient }\nreport: { demographics: [sex, age] }\n", "pipeline.yaml")
        let rows = (0..<12).map { index in
            "scan-\(index),x,0,patient-\(index / 2),absent,ok,\(index % 4 < 2 ? "f" : "m"),\(index < 2 ? "" : "\(40 + index)")\n"
        }
        try run.write("sample,path,sha256,patient,label,status,sex,age\n" + rows.joined(), "cohort.csv")
        let page = try page(run)
        #expect(page.contains("Who they were") && page.contains("sex: f") && page.contains("age: not known"))
        // Patients 1 to 5 by their first scans: 42, 44, 46, 48, 50.
        #expect(page.contains("age: 42") || page.contains("46.0 ± 3.2 (42 to 50)"))
    }

    @Test func subgroupsPrevalenceAndAbstentionAreShown() throws {
        let run = try RunExample()
        try run.write(
            """
            {"folds":[],"pooled":{"samples":12,"patients":6,"auroc":{"value":0.8}},
             "subgroups":{"sex":{"groups":[{"name":"<f>","figures":{"samples":6,"patients":3,"auroc":{"value":0.7}}}],
              "unnamed":2,"interaction_missing":"too few"}},
             "prevalence":{"prevalence":0.02,"ppv":{"value":0.11},"npv":{"value":0.99}},
             "abstention":{"coverage":{"value":0.9,"low":0.8,"high":0.95},
              "answered":{"samples":10,"patients":6,"accuracy":{"value":0.95}}}}
            """, "metrics.json")
        let page = try page(run)
        for text in [
            "By “sex”", "&lt;f&gt;", "no test of interaction: too few", "2 scans with an empty cell", "Where 2 %",
            "Decision curve at a prevalence of 2 %", "answered 0.900", "Coverage and risk",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func scansThatWereScoredSeveralTimesCountOnce() throws {
        let run = try RunExample()
        let rows = (0..<2).flatMap { seed in
            (0..<12).map {
                "scan-\($0),patient-\($0 / 2),\($0 / 6),0,\(seed),\($0 % 2 == 0 ? "absent,absent" : "present,present"),0.4,0.6\n"
            }
        }
        try run.write(
            "sample,patient,fold,repeat,seed,label,class,p_absent,p_present\n" + rows.joined(), "predictions.csv")
        let page = try page(run)
        #expect(page.contains("Only 6 judged scans of “present”") && page.contains("Each scan was scored 2 times"))
        #expect(page.contains("6 of “absent” and 6 of “present”"))
        #expect(try !self.page(RunExample()).contains("Each scan was scored"))
    }

    @Test(arguments: [
        ("split: { tuning: 0.2 }", "{ earlyStopping: none, keep: best }", "with the least tuning loss were kept"),
        (
            "split: { tuning: 0.2 }", "{ earlyStopping: { metric: auroc }, keep: best }",
            "greatest tuning AUROC were kept"
        ),
        ("split: { tuning: 0.2 }", "{ earlyStopping: { patience: 3 }, keep: last }", "the last epoch that was trained"),
        ("split: { tuning: 0 }", "{ earlyStopping: { patience: 3 }, keep: best }", "There was no tuning part"),
    ])
    func theChoiceOfTheEpochIsTold(split: String, training: String, words: String) throws {
        let run = try RunExample()
        try run.write("description: x\n\(split)\ntraining: \(training)\n", "pipeline.yaml")
        // In the methods and in the checklist.
        #expect(try page(run).components(separatedBy: words).count == 3)
    }

    @Test func foldsAreToldAsTheyWereMade() throws {
        let run = try RunExample()
        let text = "description: x\nsplit: { tuning: 0.2 }\nvalidation: "
        try run.write(text + "{ folds: 2, deal: scans }\n", "pipeline.yaml")
        let byScan = try page(run)
        #expect(byScan.contains("dealt out one by one") && byScan.contains("cut off, scan by scan"))
        #expect(!byScan.contains("patients stay whole"))
        try run.write(text + "{ column: site }\n", "pipeline.yaml")
        #expect(try !page(run).contains("patients stay whole"))
        try run.write(text + "{ folds: 2 }\n", "pipeline.yaml")
        #expect(try page(run).contains("patients stay whole and each fold holds its share of each class"))
    }

    @Test func theDecisionCurveStartsFromTheSharesThatTheModelLearnt() throws {
        let run = try RunExample()
        let chart = "Decision curve at a prevalence of 2 %"
        func page(_ shares: String) throws -> String? {
            try run.write(
                #"{"folds":[],"prevalence":{"prevalence":0.02,"ppv":{"value":0.1},"npv":{"value":0.9}\#(shares)}}"#,
                "metrics.json")
            // What is drawn stands between the title of the picture and the same words below it.
            return try self.page(run).components(separatedBy: chart).dropFirst().first
        }
        let plain = try page("")
        #expect(try plain != nil && plain == page(#","learnt_shares":[0.5,0.5]"#))
        #expect(try plain != page(#","learnt_shares":[0.9,0.1]"#))
        try run.write("description: x\ntraining: { classWeights: balanced }\n", "pipeline.yaml")
        #expect(try page("") == nil && page(#","learnt_shares":[0.5,0.5]"#) == plain)
    }

    @Test func settingsThatWouldExhaustTheReaderAreRefused() throws {
        let run = try RunExample()
        let doubling = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        for text in ["a: " + String(repeating: "[", count: 100_000), "a0: &a0 x\n" + doubling] {
            try run.write(text, "pipeline.yaml")
            #expect(throws: ReportError.self) { try page(run) }
        }
    }

    @Test func equalFoldersGiveEqualBytes() throws {
        let (first, second) = (try RunExample(), try RunExample())
        try StudyReport.write(in: first.folder)
        try StudyReport.write(in: second.folder)
        let bytes = try WholeFile.bytes(at: first.folder.report)
        #expect(try bytes == WholeFile.bytes(at: second.folder.report))
        try StudyReport.write(in: first.folder)
        #expect(try bytes == WholeFile.bytes(at: first.folder.report))
    }

    @Test func figuresHaveTitlesAndTablesCaptions() throws {
        let page = try page(RunExample())
        let count = { (text: String) in page.components(separatedBy: text).count - 1 }
        #expect(count("<svg") == count("</title>") - 1 + count("aria-hidden"))
        #expect(count("<table") == count("<caption>"))
        #expect(count("<th ") == count("scope="))
    }

    @Test func aMissingFileIsNamedAndItsPartLeftOut() throws {
        for name in ["cohort.csv", "split.csv", "predictions.csv", "metrics.json", "plan.tsv"] {
            let run = try RunExample()
            try run.remove(name)
            let page = try page(run)
            #expect(page.contains("<li>\(name)</li>"), "\(name)")
        }
    }

    @Test func aFolderWithoutAPipelineIsNoRun() throws {
        let run = try RunExample()
        try run.remove("pipeline.yaml")
        #expect(throws: ReportError.notARun(run.folder.root)) { try page(run) }
    }

    @Test(arguments: [
        ("pipeline.yaml", "- a list"), ("pipeline.yaml", "a: [1"), ("pipeline.yaml", ""), ("metrics.json", "{"),
        ("metrics.json", "{\"folds\":3}"), ("predictions.csv", ""), ("predictions.csv", "a,b\n1,2\n"),
        ("predictions.csv", "sample,patient,fold,label,class,p_a,p_b\ns,p,0,a,b,0.5,7\n"),
        ("predictions.csv", "sample,patient,fold,label,class,p_a,p_b\ns,p,0,a,c,0.5,0.5\n"),
        ("cohort.csv", "sample,patient\n\"x,1\n"), ("split.csv", "sample,patient\na,b\n"),
        ("plan.tsv", "unit\tarm\n../x\tmain\n"), ("environment.json", "[]"), ("model.safetensors", "short"),
        ("units/u0/history.csv", "epoch,train_loss,tuning_loss\nx,1,1\n"),
    ])
    func aDamagedFileIsNamed(name: String, text: String) throws {
        let run = try RunExample()
        try run.write(text, name)
        if name == "model.safetensors" { try run.write(text, "units/u0/model.safetensors") }
        do {
            _ = try page(run)
            Issue.record("\(name) was accepted")
        } catch {
            #expect("\(error)".contains(name.split(separator: "/").last ?? ""), "\(error)")
        }
    }

    @Test func acceptedLeaksAndFailuresStandOut() throws {
        let run = try RunExample()
        try run.write(
            """
            {"folds":[],"leaks_accepted":[{"kind":"patient","who":"<p1>"},"a duplicate"],
             "missing":[{"unit":"u1","reason":"the loss became NaN"}]}
            """, "metrics.json")
        let page = try page(run)
        #expect(page.contains("Leaks between the parts were accepted"))
        #expect(page.contains("kind: patient, who: &lt;p1&gt;") && page.contains("<li>a duplicate</li>"))
        #expect(page.contains("u1 failed: the loss became NaN"))
    }

    @Test func manyClassesAreDrawnOneAgainstTheRest() throws {
        let page = try page(RunExample(classes: ["a", "b", "c"]))
        #expect(page.contains("Each class against the rest") && page.contains("A decision curve needs two classes"))
    }
}
