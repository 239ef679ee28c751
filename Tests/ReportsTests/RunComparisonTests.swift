import Foundation
import RunFolders
import SystemPackage
import Testing

@testable import Reports

@Suite struct RunComparisonTests {
    private let leaky = "{\"folds\":[],\"leaks_accepted\":{\"patient\":3,\"weights\":4}}"

    /// A table of 40 scans of 20 patients; every `stride`-th is taken for the other class, none at 0.
    private func table(wrong stride: Int, patient: (Int) -> String = { "patient-\($0 / 2)" }, from first: Int = 0)
        -> String
    {
        "sample,patient,fold,label,class,p_absent,p_present\n"
            + (first..<40).map { index in
                let label = index / 2 % 2
                let isWrong = stride > 0 && index % stride == 0
                let score = (isWrong ? 0.4 : 0.6) + Double(index) / 1000
                let present = label == 1 ? score : 1 - score
                let names = ["absent", "present"]
                return "scan-\(index),\(patient(index)),\(index % 4),\(names[label]),\(names[present >= 0.5 ? 1 : 0]),"
                    + "\(1 - present),\(present)\n"
            }.joined()
    }

    private func runs(wrong: Int = 3) throws -> (RunExample, RunExample) {
        let (one, other) = (try RunExample(), try RunExample())
        try one.write(table(wrong: 0), "predictions.csv")
        try other.write(table(wrong: wrong), "predictions.csv")
        return (one, other)
    }

    @Test func theReportSaysWhatLeaksWereWorth() throws {
        let (one, other) = try runs()
        try one.write(leaky, "metrics.json")
        let comparison = try RunComparison(of: one.folder, against: other.folder)
        let auroc = comparison.figures[0]
        #expect(comparison.scans == 40 && comparison.patients == 20 && comparison.onlyHere == 0)
        #expect(auroc.value == 1 && auroc.test == .deLong && (auroc.p ?? 1) < 0.05)
        // 26 of 40 are right in the other run.
        #expect(comparison.figures[1].value == 1 && comparison.figures[1].other == 0.65)
        try comparison.write(to: one.folder)
        let page = try StudyReport(of: one.folder).html
        #expect(page.contains("What the leaks were worth") && page.contains("patient: 3"))
        #expect(page.components(separatedBy: comparison.sentence).count == 3)
        #expect(comparison.sentence.contains("of AUROC") && comparison.sentence.contains("more than chance"))
    }

    @Test func runsWithoutLeaksAreOnlyCompared() throws {
        let (one, other) = try runs()
        try other.write(leaky, "metrics.json")
        try RunComparison(of: one.folder, against: other.folder).write(to: one.folder)
        let page = try StudyReport(of: one.folder).html
        #expect(page.contains("Compared with another run") && page.contains("The other run accepted leaks"))
        #expect(!page.contains("What the leaks were worth"))
    }

    @Test func scansThatOnlyOneRunJudgedAreLeftOut() throws {
        let (one, other) = try runs()
        try other.write(table(wrong: 3, from: 10), "predictions.csv")
        let comparison = try RunComparison(of: one.folder, against: other.folder)
        #expect(comparison.scans == 30 && comparison.onlyHere == 10 && comparison.onlyThere == 0)
        #expect(comparison.remarks.contains("10 scans that only this run judged are left out"))
    }

    @Test func patientsCountAsOneWhomEitherRunTakesForOne() throws {
        let (one, other) = try runs()
        try one.write(table(wrong: 0, patient: { "scan-\($0)" }), "predictions.csv")
        try other.write(table(wrong: 3, patient: { "group-\($0 / 4)" }), "predictions.csv")
        #expect(try RunComparison(of: one.folder, against: other.folder).patients == 10)
    }

    @Test func otherPredictionsNeedAnotherComparison() throws {
        let (one, other) = try runs()
        try RunComparison(of: one.folder, against: other.folder).write(to: one.folder)
        try one.write(table(wrong: 5), "predictions.csv")
        #expect(try StudyReport(of: one.folder).html.contains("comparison.json was made of other predictions"))
    }

    @Test func whatCannotBeComparedIsSaid() throws {
        let (one, other) = try runs()
        try other.write(table(wrong: 3).replacing("scan-", with: "image-"), "predictions.csv")
        #expect(throws: ReportError.self) { try RunComparison(of: one.folder, against: other.folder) }
        try other.write(table(wrong: 3).replacing("present", with: "there"), "predictions.csv")
        let error = #expect(throws: ReportError.self) { try RunComparison(of: one.folder, against: other.folder) }
        #expect("\(error!)".contains("the first tells absent, present apart, the second absent, there"))
        try other.remove("predictions.csv")
        #expect(throws: ReportError.nothingToCompare(other.folder.root)) {
            try RunComparison(of: one.folder, against: other.folder)
        }
    }

    @Test func aDamagedComparisonIsNoTrap() throws {
        let (one, other) = try runs()
        var comparison = try RunComparison(of: one.folder, against: other.folder)
        comparison.figures = []
        try comparison.write(to: one.folder)
        #expect(try StudyReport(of: one.folder).html.contains("No difference can be stated"))
        try one.write("{}", "comparison.json")
        #expect(throws: ReportError.self) { try StudyReport(of: one.folder) }
    }
}
