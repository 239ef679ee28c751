import Testing

@testable import RunFolders

@Suite struct YAMLNestingTests {
    @Test func dashesAreListsOnlyBeforeASpace() {
        #expect(!YAMLNesting.isDeeper(than: 8, "# " + String(repeating: "-", count: 400) + "\na: 1\n"))
        #expect(!YAMLNesting.isDeeper(than: 8, "a: x" + String(repeating: "-y", count: 400)))
        #expect(YAMLNesting.isDeeper(than: 8, String(repeating: "- ", count: 9) + "1\n"))
        #expect(YAMLNesting.isDeeper(than: 8, String(repeating: "? ", count: 9) + "1\n"))
        #expect(YAMLNesting.isDeeper(than: 8, String(repeating: "-\t", count: 9) + "1\n"))
        #expect(!YAMLNesting.isDeeper(than: 8, String(repeating: "- 1\n", count: 400)))
    }

    @Test func bracketsCountAcrossLines() {
        #expect(YAMLNesting.isDeeper(than: 8, String(repeating: "[\n", count: 9)))
        #expect(!YAMLNesting.isDeeper(than: 8, String(repeating: "[1]\n", count: 400)))
    }
}
