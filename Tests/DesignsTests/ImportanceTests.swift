import Testing

@testable import Designs

@Suite struct ImportanceTests {
    @Test func theParameterThatTheLossFollowsIsTheImportantOne() throws {
        let space = try SearchSpace(axes: [
            SearchAxis(name: "much", scale: .uniform(0...1)), SearchAxis(name: "little", scale: .uniform(0...1)),
            SearchAxis(name: "none", scale: .options(3)),
        ])
        let trials = try SobolSearch().search(space, budget: 60, seed: 1) { candidate, _ in
            guard case .number(let much)? = candidate[0], case .number(let little)? = candidate[1] else { return 0 }
            return much + 0.2 * little
        }
        let importance = try #require(Importance(of: trials.history, in: space, seed: 1))
        #expect(importance.explained > 0.9)
        #expect(importance.shares[0] > 10 * importance.shares[1])
        #expect(importance.shares[1] > importance.shares[2])
    }

    @Test func equalLossesSayNothing() throws {
        let space = try SearchSpace(axes: [SearchAxis(name: "a", scale: .uniform(0...1))])
        let trials = try SobolSearch().search(space, budget: 20, seed: 1) { _, _ in 1 }
        #expect(Importance(of: trials.history, in: space, seed: 1) == nil)
    }
}
