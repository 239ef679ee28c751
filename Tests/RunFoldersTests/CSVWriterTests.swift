import Testing

@testable import RunFolders

@Suite struct CSVWriterTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
        ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-cmd|' /C'!A0", "'-cmd|' /C'!A0"),
        ("@SUM(A1,B1)", "\"'@SUM(A1,B1)\""), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("-0.5", "-0.5"), ("+1e-3", "+1e-3"),
        ("-", "'-"), ("-0x10", "'-0x10"), ("-inf", "'-inf"),
    ])
    func cellsAreQuotedAndHarmless(text: String, expected: String) {
        #expect(CSVWriter.cell(text) == expected)
    }

    @Test func aRowEndsInALineFeed() {
        #expect(CSVWriter.row(["a", "b c", "d,e"]) == "a,b c,\"d,e\"\n")
    }
}
