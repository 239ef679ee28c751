import Testing

@testable import Preparation

@Suite struct PreparedScansTests {
    @Test(arguments: [(1, 1), (2, 3), (4, 100), (2, 0)])
    func scansComeInOrder(threads: Int, chunk: Int) {
        let names = (0..<10).map { $0 == 4 ? "bad" : "\($0)" }
        let scans = MemoryScans(names)
        let prepared = Array(
            PreparedScans(
                scans.items, preparation: Preparation(), threads: threads, chunk: chunk, read: scans.reading))
        #expect(prepared.map(\.index) == Array(0..<10))
        #expect(prepared.map(\.item.id) == names)
        #expect(prepared.map { (try? $0.outcome.get()) == nil } == (0..<10).map { $0 == 4 })
    }

    @Test func noMoreThanAChunkIsPreparedAhead() {
        let scans = MemoryScans((0..<20).map(String.init))
        let stream = PreparedScans(
            scans.items, preparation: Preparation(), threads: 2, chunk: 4, read: scans.reading)
        for element in stream {
            #expect(scans.reads <= (element.index / 4 + 1) * 4)
        }
        #expect(scans.reads == 20)
    }

    @Test func noScansAreNoElements() {
        let stream = PreparedScans([], preparation: Preparation(), threads: 2, chunk: 4)
        #expect(Array(stream).isEmpty)
    }
}
