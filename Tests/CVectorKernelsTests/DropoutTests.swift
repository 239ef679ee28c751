import CVectorKernels
import Testing

@Suite struct DropoutTests {
    private func dropped(seed: UInt64, first: Int = 0, count: Int = 1 << 16, rate: Double = 0.3) -> [Float] {
        let ones = [Float](repeating: 1, count: count)
        var result = ones
        cine_dropout(ones, &result, first, count, seed, UInt32(rate * 0x1p32), Float(1 / (1 - rate)))
        return result
    }

    @Test func dropsTheShareAndKeepsTheMean() {
        let values = dropped(seed: 1)
        let kept = values.filter { $0 > 0 }.count
        #expect(abs(Double(kept) / Double(values.count) - 0.7) < 0.01)
        #expect(abs(Double(values.reduce(0, +)) / Double(values.count) - 1) < 0.01)
    }

    @Test func followsSeedAndPlaceAlone() {
        #expect(dropped(seed: 1) == dropped(seed: 1))
        #expect(dropped(seed: 1) != dropped(seed: 2))
        #expect(Array(dropped(seed: 1)[100..<200]) == dropped(seed: 1, first: 100, count: 100))
        let agreeing = zip(dropped(seed: 1), dropped(seed: 2)).filter { ($0 > 0) == ($1 > 0) }.count
        #expect(abs(Double(agreeing) / 65536 - (0.7 * 0.7 + 0.3 * 0.3)) < 0.02)
    }
}
