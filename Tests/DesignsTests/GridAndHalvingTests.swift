import Testing

@testable import Designs

@Suite struct GridAndHalvingTests {
    private let space: SearchSpace

    init() throws {
        space = try SearchSpace(axes: [
            SearchAxis(name: "a", scale: .options(3)), SearchAxis(name: "b", scale: .integers(1...9)),
            SearchAxis(name: "c", scale: .uniform(0...1)),
        ])
    }

    @Test func aGridIsThinnedEvenlyToItsBudget() throws {
        let trials = try GridSearch().search(space, budget: 40, seed: 1) { _, _ in 0 }
        let b = Set(trials.history.map { $0.candidate[1] })
        let c = Set(trials.history.map { $0.candidate[2] })
        #expect(trials.history.count == 36)
        #expect(b == [.integer(1), .integer(5), .integer(9)] || b.count == 4)
        #expect(c.contains(.number(0)) && c.contains(.number(1)))
    }

    @Test func anInactiveAxisIsNotWalked() throws {
        let space = try SearchSpace(axes: [
            SearchAxis(name: "head", scale: .options(2)),
            SearchAxis(name: "rate", scale: .options(4), condition: .init(axis: 0, values: [.option(1)])),
        ])
        let trials = try GridSearch().search(space, budget: 8, seed: 1) { _, _ in 0 }
        #expect(trials.history.count == 5)
    }

    /// What is among the best third when it is promoted may not be at the end, so there are some more.
    @Test func onlyTheBestThirdGoesOn() throws {
        let trials = try SuccessiveHalving().search(space, budget: 10, seed: 1) { candidate, _ in
            if case .number(let number)? = candidate[2] { number } else { 1 }
        }
        let short = trials.history.filter { $0.resource < 0.2 }
        let middle = trials.history.filter { (0.2...0.5).contains($0.resource) }
        let whole = trials.history.filter { $0.resource == 1 }
        #expect(!whole.isEmpty)
        #expect(middle.count < short.count / 2 && whole.count < middle.count)
        let kept = Set(middle.map(\.candidate))
        let losses = { (isKept: Bool) in short.filter { kept.contains($0.candidate) == isKept }.map(\.loss) }
        #expect((losses(true).reduce(0, +) / Double(max(kept.count, 1))) < (losses(false).max() ?? 0))
        #expect(trials.best?.resource == 1)
    }

    @Test func aTableHoldsEveryCandidateAtEachLength() throws {
        let discrete = try SearchSpace(axes: Array(space.axes.prefix(2)))
        let trials = try FullTable().search(discrete, budget: FullTable.budget(for: 27), seed: 1) { _, _ in 0 }
        #expect(trials.history.count == 81)
        #expect(throws: SearchError.continuousAxis("c")) {
            try FullTable().search(space, budget: 100, seed: 1) { _, _ in 0 }
        }
    }

    @Test func coordinatesAreRoundedToTheShareThatTheyLieIn() {
        let axis = SearchAxis(name: "b", scale: .integers(1...4))
        #expect([0, 0.24, 0.26, 0.74, 1].map { axis.value(at: $0) } == [1, 1, 2, 3, 4].map { .integer($0) })
        let rate = SearchAxis(name: "r", scale: .logUniform(1e-4...1e-2))
        #expect(abs(rate.coordinate(of: .number(1e-3)) - 0.5) < 1e-12)
    }
}
