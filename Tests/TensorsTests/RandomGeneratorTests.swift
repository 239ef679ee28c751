import Testing

@testable import Tensors

@Suite struct RandomGeneratorTests {
    @Test func equalSeedsAndStreamsGiveEqualNumbers() {
        var first = RandomGenerator(seed: 7, stream: [1, 2])
        var second = RandomGenerator(seed: 7, stream: [1, 2])
        var other = RandomGenerator(seed: 7, stream: [2, 1])
        let numbers = (0..<8).map { _ in first.next() }
        #expect(numbers == (0..<8).map { _ in second.next() })
        #expect(numbers != (0..<8).map { _ in other.next() })
    }

    @Test func aPermutationHoldsEveryIndexOnce() {
        var generator = RandomGenerator(seed: 3)
        let order = generator.permutation(of: 100)
        #expect(order.sorted() == Array(0..<100))
        #expect(order != Array(0..<100))
    }

    @Test func normalNumbersHaveMeanZeroAndVarianceOne() {
        var generator = RandomGenerator(seed: 11)
        let draws = (0..<100_000).map { _ in generator.normal() }
        let mean = draws.reduce(0, +) / 100_000
        let variance = draws.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 100_000
        #expect(abs(mean) < 0.02)
        #expect(abs(variance - 1) < 0.03)
    }
}
