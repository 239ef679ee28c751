import Testing

@testable import Imaging

@Suite struct NaturalOrderTests {
    @Test func numbersCompareByValue() {
        let names = ["frame10", "frame2", "Frame1", "frame02", "frame1a", "frame"]
        #expect(
            names.sorted(by: NaturalOrder.precedes) == ["frame", "Frame1", "frame1a", "frame02", "frame2", "frame10"])
    }

    @Test func foldersStayTogether() {
        let paths = ["a-b/1", "a/2", "a/10", "a.png"]
        #expect(paths.sorted(by: NaturalOrder.precedes) == ["a/2", "a/10", "a-b/1", "a.png"])
    }

    @Test func orderIsTotal() {
        #expect(NaturalOrder.compare([0x30, 0x31], [0x31]) != 0)
        #expect(NaturalOrder.compare([0x41], [0x61]) != 0)
        #expect(NaturalOrder.compare([0xFF], [0xFF]) == 0)
        let long = [UInt8](repeating: 0x39, count: 400)
        #expect(NaturalOrder.compare(long, long + [0x30]) < 0)
    }
}
