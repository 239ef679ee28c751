import Testing

@testable import Tensors

@Suite struct RankSelectionTests {
    /// The same number as sorting gives, for every rank, of numbers in several orders.
    @Test(
        arguments: [
            [1], [2, 1], [3, 3, 3], [0, -0.0, 0], (0..<97).map(Float.init), (0..<97).reversed().map(Float.init),
            (0..<200).map { Float($0 % 7) }, (0..<200).map { Float(($0 * 7919) % 211) - 100 },
            (0..<64).map { Float(min($0, 63 - $0)) }, [.infinity, 1, -.infinity, 2],
        ] as [[Float]])
    func equalsSorting(numbers: [Float]) {
        let sorted = numbers.sorted()
        for rank in numbers.indices {
            var copy = numbers
            #expect(copy.select(rank) == sorted[rank])
            #expect(copy[..<rank].allSatisfy { $0 <= sorted[rank] } && copy[rank...].allSatisfy { $0 >= sorted[rank] })
            #expect(copy.sorted() == sorted)
        }
    }

    /// What is no number ends the search too.
    @Test func itEndsWithNaN() {
        var numbers: [Float] = [.nan, 3, .nan, 1, 2, .nan, .nan, 0]
        _ = numbers.select(4)
        #expect(numbers.count == 8)
        #expect(numbers.filter { !$0.isNaN }.sorted() == [0, 1, 2, 3])
    }

    /// Numbers that the median of three divides badly at every step (Musser 1997).
    @Test func itEndsWithNumbersThatAreMeantToBeSlow() {
        let half = 1 << 14
        var numbers = [Float](repeating: 0, count: 2 * half)
        for place in 0..<half {
            numbers[place] = Float(place % 2 == 0 ? place + 1 : half + place + place % 2)
            numbers[half + place] = Float(2 * (place + 1))
        }
        let sorted = numbers.sorted()
        #expect(numbers.select(half) == sorted[half])
    }
}
