import SystemPackage
import TestFolders
import Testing

@testable import Cohorts

@Suite struct DelimitedTableTests {
    private func parse(_ text: String, file: FilePath = "t.csv") throws -> DelimitedTable {
        try DelimitedTable.parse(Array(text.utf8), file: file)
    }

    private func place(_ line: Int, _ column: Int) -> TextPosition {
        TextPosition(file: "t.csv", line: line, column: column)
    }

    @Test func everyCellKnowsItsPlace() throws {
        let table = try parse("path,class\né.png,\"a \"\"b\"\"\nc\"\nd,e\n")
        #expect(table.columns == ["path", "class"])
        #expect(table.rows.map { $0.map(\.text) } == [["é.png", "a \"b\"\nc"], ["d", "e"]])
        #expect(table.position(of: table.rows[0][1]) == place(2, 7))
        #expect(table.position(of: table.rows[1][1]) == place(4, 3))
    }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "a,b\r1,2\r3,4\r", "\u{FEFF}a,b\n\n1,2\n\n3,4\n\n", " a ,b\n1,2\n3,4",
    ])
    func lineEndsMarksAndEmptyLines(text: String) throws {
        let table = try parse(text)
        #expect(table.columns == ["a", "b"])
        #expect(table.rows.map { $0.map(\.text) } == [["1", "2"], ["3", "4"]])
    }

    @Test func linesAreCountedThroughPairsOfCarriageReturnAndLineFeed() throws {
        let table = try parse("a,b\r\n\"x\r\ny\",2\r\n\r\n3,4\r\n")
        #expect(table.rows.map { $0[0].line } == [2, 5])
        #expect(table.rows[0][0].text == "x\r\ny")
        #expect(table.rows[0][1].line == 3)
        #expect(table.rows[0][1].column == 4)
    }

    @Test(arguments: [("t.csv", "a;b\n1,5;2\n"), ("t.tsv", "a\tb\n1,5\t2\n"), ("t.txt", "a\tb\n1,5\t2\n")])
    func theHeaderTellsTheSeparator(file: String, text: String) throws {
        let table = try parse(text, file: FilePath(file))
        #expect(table.rows.map { $0.map(\.text) } == [["1,5", "2"]])
    }

    @Test func aQuoteInsideAnUnquotedCellIsText() throws {
        #expect(try parse("a,b\n5\",x\n").rows[0][0].text == "5\"")
    }

    @Test func mistakesHaveTheirPlaces() {
        #expect(throws: CohortError.unbalancedQuote(place(3, 3))) { try parse("a,b\n1,2\n1,\"two\n3,4\n") }
        #expect(throws: CohortError.strayText(place(2, 6))) { try parse("a,b\n\"one\"x,2\n") }
        #expect(throws: CohortError.unevenRow(place(3, 5), cells: 3, expected: 2)) { try parse("a,b\n1,2\n1,2,3\n") }
        #expect(throws: CohortError.unevenRow(place(2, 1), cells: 1, expected: 2)) { try parse("a,b\n1\n") }
        #expect(throws: CohortError.emptyTable("t.csv")) { try parse("\n\n") }
        #expect(throws: CohortError.notText(place(2, 2))) { try parse("a,b\n1\0,2\n") }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: CohortError.notText(place(2, 1))) {
            try DelimitedTable.parse(Array("a,b\n".utf8) + [0xE9, 0x2C, 0x32], file: "t.csv")
        }
        let utf16 = Array("\u{FEFF}a,b\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(throws: CohortError.self) { try DelimitedTable.parse(utf16, file: "t.csv") }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let noise = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = try? DelimitedTable.parse(noise, file: "t.csv")
        }
    }

    @Test func tooLargeFilesAreRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            [UInt8](repeating: UInt8(ascii: "x"), count: DelimitedTable.byteLimit + 1), to: "t.csv")
        #expect(throws: CohortError.tooLarge(file, limit: "64 MiB")) { try DelimitedTable.read(file) }
        let wide = String(repeating: ",", count: DelimitedTable.columnLimit + 1)
        #expect(throws: CohortError.tooLarge("t.csv", limit: "10000 columns")) { try parse(wide) }
    }

    @Test func anUnknownColumnIsNamedWithTheNearest() throws {
        let table = try parse("patient_id,class\n1,2\n")
        #expect(
            throws: CohortError.unknownColumn(
                "patientid", in: place(1, 1), nearest: "patient_id", known: ["patient_id", "class"])
        ) { try table.index(of: "patientid") }
        #expect(throws: CohortError.ambiguousColumn("a", at: place(1, 3))) { try parse("a,a\n1,2\n").index(of: "a") }
    }
}
