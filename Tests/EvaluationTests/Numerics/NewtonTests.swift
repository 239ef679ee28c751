import Testing

@testable import Evaluation

@Suite struct NewtonTests {
    @Test func solvesASymmetricSystem() throws {
        let solution = try #require(Newton.solve([4, 2, 0, 2, 5, 1, 0, 1, 3], [2, -1, 7]))
        let product = [4 * solution[0] + 2 * solution[1], 2 * solution[0] + 5 * solution[1] + solution[2]]
        #expect(agree(product, [2, -1], within: 1e-14))
        #expect(Newton.solve([1, 1, 1, 1], [1, 2]) == nil)
        #expect(Newton.solve([-1], [1]) == nil)
    }

    @Test func saysThatAMinimumLiesAtInfinity() {
        #expect(LogisticFit.fit([1, 2, 3, 4], targets: [0, 0, 1, 1]) == nil)
        #expect(LogisticFit.fit([1, 2, 2, 3], targets: [0, 0, 1, 1]) == nil)
        #expect(LogisticFit.fit([1, 2, 3], targets: [1, 1, 1]) == nil)
        #expect(LogisticFit.fit([2, 2, 2], targets: [1, 0, 1]) == nil)
        #expect(LogisticFit.intercept([1, 2], targets: [1, 1]) == nil)
    }
}
