import Testing

@testable import Reports

@Suite struct ChartTests {
    @Test(arguments: [
        ([0.0, 0.7], [0.0, 0.2, 0.4, 0.6, 0.8]), ([3.0, 3.0], [2.4, 2.6, 2.8, 3.0, 3.2, 3.4, 3.6]),
        ([], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ])
    func ticksAreRoundAndHoldTheValues(values: [Double], expected: [Double]) {
        let axis = Chart.Axis("x", over: values)
        #expect(axis.ticks.count == expected.count)
        for (tick, value) in zip(axis.ticks, expected) { #expect(abs(tick - value) < 1e-9) }
        #expect(values.allSatisfy(axis.range.contains))
    }

    @Test(arguments: [[Double.infinity, 1], [.nan], [1e308, -1e308], [0, .leastNonzeroMagnitude], [1e15, -1e15]])
    func anyNumbersGiveAnAxis(values: [Double]) {
        let axis = Chart.Axis("x", over: values)
        #expect(axis.range.lowerBound < axis.range.upperBound)
    }

    @Test func numbersAreWrittenForReaders() {
        #expect(Figures.fixed(-0.0004, 3) == "0.000")
        #expect(Figures.fixed(-1.5, 2) == "−1.50")
        #expect(Figures.fixed(.nan, 2) == "–")
        #expect(Figures.count(1, "scan") == "1 scan")
        #expect(Figures.count(1_234_567, "scan") == "1,234,567 scans")
        #expect(RunSettings.plain("1e-3") == "0.001")
        #expect(RunSettings.plain("e") == "e")
    }
}
