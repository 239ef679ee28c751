import Tensors
import Testing

@testable import Preparation

@Suite struct SequenceCacheTests {
    @Test func sequencesAreKeptWhileTheyHaveRoom() {
        var cache = SequenceCache(capacity: 100)
        cache.insert(Tensor(shape: [20]), at: 1)
        cache.insert(Tensor(shape: [6]), at: 2)
        cache.insert(Tensor(shape: [5]), at: 3)
        #expect(cache.bytes == 100)
        #expect((cache[1] != nil, cache[2] != nil, cache[3] != nil) == (true, false, true))
    }

    @Test func aNegativeCapacityKeepsNothing() {
        var cache = SequenceCache(capacity: -1)
        cache.insert(Tensor(shape: [0]), at: 0)
        #expect(cache[0] == nil)
    }
}
