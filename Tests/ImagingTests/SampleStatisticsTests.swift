import Testing

@testable import Imaging

@Suite struct SampleStatisticsTests {
    private func statistics(_ samples: [Double], block: Int) -> SampleStatistics {
        var statistics = SampleStatistics()
        for start in stride(from: 0, to: samples.count, by: block) {
            samples[start..<min(start + block, samples.count)].withUnsafeBufferPointer { statistics.add($0) }
        }
        return statistics
    }

    /// numpy: x = np.arange(1000) ** 2 % 97 * s; x.mean() / s, x.std() / s
    @Test(arguments: [1, 1e-300, 1e300, -1e306]) func neitherSizeNorBlocksMatter(size: Double) throws {
        let samples = (0..<1000).map { Double($0 * $0 % 97) * size }
        for block in [1, 7, 1000] {
            let result = statistics(samples, block: block)
            #expect(abs(try #require(result.mean) / size - 47.84) < 1e-9)
            #expect(abs(try #require(result.deviation) / abs(size) - 30.358003886948772) < 1e-9)
        }
    }

    @Test func whatIsNotFiniteIsOnlyCounted() {
        let result = statistics([.nan, 1, .infinity, 3, -.infinity, .signalingNaN], block: 4)
        #expect(result.mean == 2 && result.deviation == 1)
        #expect(result.nan == 2 && result.infinite == 2)
        #expect(statistics([.nan], block: 1).mean == nil)
    }

    @Test func countsAreSamples() {
        var result = SampleStatistics()
        result.add(counts: [0, 2, 0, 2])
        result.add(counts: [4])
        #expect(result.mean == 1 && result.largest == 3 && result.smallest == 0 && result.deviation == 1.5.squareRoot())
    }
}
