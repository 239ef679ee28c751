import Testing

@testable import Imaging

@Suite struct NaturalOrderTests {
    @Test func numbersCompareByValue() {
        let names = ["frame10", "frame2", "Frame1", "frame02", "frame1a", "frame"]
        #expect(
            names.sorted(by: NaturalOrder.precedes) == ["frame", "Frame1", "frame1a", "frame02", "frame2", "frame10"])
    }
}
