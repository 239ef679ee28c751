import Testing

@testable import Preparation

@Suite struct ConcurrentMapTests {
    @Test(arguments: [(0, 2), (1, 8), (100, 1), (1000, 3)])
    func resultsKeepTheirOrder(count: Int, threads: Int) {
        #expect(concurrentMap(count: count, threads: threads) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }
}
