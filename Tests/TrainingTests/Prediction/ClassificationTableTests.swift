import Imaging
import RunFolders
import SystemPackage
import TestFolders
import Testing

@testable import Training

@Suite struct ClassificationTableTests {
    private func row(_ file: String, of model: ModelFile) -> ClassificationRow {
        ClassificationRow(
            file: FilePath(file), sample: file, classes: model.description.classes,
            outcome: .scored(ModelScore(probabilities: [0.25, 0.75])),
            warnings: ["a \"quoted\"\nwarning"], model: model.id)
    }

    private func scan(_ file: String) -> FoundScan {
        FoundScan(source: .file(FilePath(file)), root: ".", name: file)
    }

    private let names = ["a.png", "=b.png", "c,d.png", "e\"f.png", "g\nh.png"]

    @Test func goesOnAfterItsRows() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("out.csv")
            let model = try ModelExamples.model()
            do {
                let table = try ClassificationTable(path, model: model)
                #expect(table.rowsBefore == 0)
                try table.append(names.map { row($0, of: model) })
            }
            let bytes = try WholeFile.bytes(at: path)
            do {
                let table = try ClassificationTable(path, model: model)
                #expect(table.rowsBefore == names.count)
                #expect(table.missing(of: names.map(scan)) == [])
                #expect(table.missing(of: [scan("d.png")]) == [scan("d.png")])
            }
            #expect(try WholeFile.bytes(at: path) == bytes)
        }
    }

    @Test func namesNoTwoScansAlike() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("out.csv")
            let model = try ModelExamples.model()
            do {
                let table = try ClassificationTable(path, model: model)
                try table.append([row("a.png", of: model)])
            }
            let other = FoundScan(source: .file("elsewhere/a.png"), root: "elsewhere", name: "a.png")
            let missing = try ClassificationTable(path, model: model).missing(of: [scan("a.png"), other])
            #expect(missing.map(\.name) == ["a.png~2"])
        }
    }

    @Test func dropsARowThatWasCutInTwo() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("out.csv")
            let model = try ModelExamples.model()
            do {
                let table = try ClassificationTable(path, model: model)
                try table.append(names.map { row($0, of: model) })
            }
            let bytes = try WholeFile.bytes(at: path)
            let last = CSVWriter.row(row(names[4], of: model).cells).utf8.count
            for cut in 1..<last {
                try AtomicFile.write(Array(bytes.dropLast(cut)), to: path)
                let table = try ClassificationTable(path, model: model)
                #expect(table.rowsBefore == names.count - 1)
                #expect(table.missing(of: [scan(names[4])]) == [scan(names[4])])
                try table.append([row(names[4], of: model)])
                #expect(try WholeFile.bytes(at: path) == bytes)
            }
        }
    }

    @Test func refusesTheTableOfAnotherModel() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("out.csv")
            let model = try ModelExamples.model()
            do {
                try ClassificationTable(path, model: model).append([row("a.png", of: model)])
            }
            let other = try ModelExamples.model(seed: 2)
            let error = #expect(throws: ClassificationError.self) { try ClassificationTable(path, model: other) }
            #expect(error?.description.contains("was made by model \(model.id), not by \(other.id)") == true)
        }
    }

    @Test func countsTheScansThatFailed() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("out.csv")
            let model = try ModelExamples.model()
            do {
                let table = try ClassificationTable(path, model: model)
                var failed = row("b.png", of: model)
                failed.outcome = .failed("it is empty")
                try table.append([row("a.png", of: model)])
                try table.append([failed])
            }
            #expect(try ClassificationTable(path, model: model).failedBefore == 1)
        }
    }

    @Test func refusesADamagedTable() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("out.csv")
            let model = try ModelExamples.model()
            let columns = ClassificationRow.columns(classes: model.description.classes)
            try AtomicFile.write(CSVWriter.row(columns) + "a.png,a,ok\n", to: path)
            let error = #expect(throws: ClassificationError.self) { try ClassificationTable(path, model: model) }
            #expect(error?.description.contains("row 2 has 3 cells for 11 columns") == true)
        }
    }
}
