import Testing

@testable import Designs

@Suite struct StrategyTests {
    /// 30 axes, 30 wolves and 500 iterations of Mirjalili et al. (2014, tables 5 and 6): 6.59e-28 on the sphere, 0.31 on
    /// Rastrigin's function, 26.8 on Rosenbrock's.
    @Test(arguments: [(Landscape.sphere, 1e-24), (.rastrigin, 12), (.rosenbrock, 29)])
    func greyWolvesReachWhatThePaperSays(landscape: Landscape, bound: Double) throws {
        #expect(try landscape.best(of: GreyWolves(), axes: 30, budget: 15_000, seed: 1) < bound)
    }

    /// Wang et al. (2022) reach 0 to machine precision on the first two.
    @Test(arguments: [(Landscape.sphere, 1e-30), (.rastrigin, 1e-9), (.rosenbrock, 29)])
    func artificialRabbitsReachWhatThePaperSays(landscape: Landscape, bound: Double) throws {
        #expect(try landscape.best(of: ArtificialRabbits(), axes: 30, budget: 15_000, seed: 1) < bound)
    }

    @Test func theEnhancedWolvesDependLessOnAMinimumInTheMiddle() throws {
        let enhanced = try Landscape.sphere.best(
            of: EnhancedGreyWolves(), axes: 30, budget: 15_000, seed: 1, shift: 0.3)
        let classical = try Landscape.sphere.best(of: GreyWolves(), axes: 30, budget: 15_000, seed: 1, shift: 0.3)
        #expect(enhanced < 1)
        #expect(classical > 100 * enhanced)
    }

    /// The share of the random search's loss that the others leave with 100 trials and 4 axes, the minimum off the middle.
    @Test(arguments: Landscape.allCases)
    func learningStrategiesBeatRandomSearch(landscape: Landscape) throws {
        let random = try landscape.median(of: SobolSearch(), axes: 4, budget: 100, shift: 0.3)
        for strategy in [GreyWolves(), EnhancedGreyWolves(), ParzenEstimator()] as [any SearchStrategy] {
            let found = try landscape.median(of: strategy, axes: 4, budget: 100, shift: 0.3)
            #expect(found < 0.8 * random, "\(type(of: strategy).word)")
        }
        let rabbits = try landscape.median(of: ArtificialRabbits(), axes: 4, budget: 100, shift: 0.3)
        #expect(rabbits < 1.1 * random)
    }

    @Test func theNonlinearExplorationFallsFromTwoToZero() {
        #expect(EnhancedGreyWolves.exploration(at: 0) == 2)
        #expect(abs(EnhancedGreyWolves.exploration(at: 1)) < 1e-12)
        #expect(EnhancedGreyWolves.exploration(at: 0.3) > 2 * 0.7)
    }

    private func losses(of candidate: SearchSpace.Candidate) -> Double {
        candidate.enumerated().reduce(0) { sum, item in
            switch item.element {
            case nil: sum + 0.3
            case .option(let option)?: sum + Double(option) * 0.1
            case .integer(let number)?: sum + abs(Double(number) - 6)
            case .number(let number)?: sum + number
            }
        }
    }

    private func spaces(for strategy: any SearchStrategy) throws -> SearchSpace {
        type(of: strategy).handlesConditions
            ? try .conditional()
            : try SearchSpace(axes: [
                SearchAxis(name: "units", scale: .integers(4...8)),
                SearchAxis(name: "rate", scale: .uniform(0...1)),
            ])
    }

    @Test func aSearchFollowsFromItsSeedAndKeepsItsBudget() throws {
        for strategy in SearchStrategies.all {
            let space = try spaces(for: strategy)
            let run = { (seed: UInt64) in
                try strategy.search(space, budget: 30, seed: seed) { candidate, _ in losses(of: candidate) }
            }
            let (first, again, other) = (try run(1), try run(1), try run(2))
            #expect(first.history == again.history)
            #expect(first.spent <= 30 + 1e-6)
            #expect(first.history.reduce(0) { $0 + $1.resource } <= 30 + 1e-6)
            if !(strategy is GridSearch) { #expect(first.history != other.history) }
            #expect(first.best != nil)
        }
    }

    @Test func aSearchThatWasKilledGoesOnWithTheSameTrials() throws {
        struct Killed: Error {}
        for strategy in SearchStrategies.all {
            let space = try spaces(for: strategy)
            let whole = try strategy.search(space, budget: 30, seed: 3) { candidate, _ in losses(of: candidate) }
            var files: [Double] = []
            func begin(killedAfter count: Int) throws -> Trials {
                var place = 0
                return try strategy.search(space, budget: 30, seed: 3) { candidate, _ in
                    defer { place += 1 }
                    if place < files.count { return files[place] }
                    if place == count { throw Killed() }
                    files.append(losses(of: candidate))
                    return files[place]
                }
            }
            #expect(throws: Killed.self) { try begin(killedAfter: 4) }
            #expect(throws: Killed.self) { try begin(killedAfter: 11) }
            #expect(try begin(killedAfter: .max).history == whole.history)
        }
    }

    @Test func whatDoesNotCountIsLeftOut() throws {
        for strategy in SearchStrategies.all where type(of: strategy).handlesConditions {
            let trials = try strategy.search(.conditional(), budget: 30, seed: 1) { candidate, _ in
                losses(of: candidate)
            }
            for trial in trials.history {
                #expect((trial.candidate[1] != nil) == (trial.candidate[0] == .option(1)))
            }
        }
    }

    @Test(arguments: ["gwo", "egwo", "aro"])
    func aStrategyWithoutConditionsRefusesThem(word: String) throws {
        let strategy = try #require(SearchStrategies.named(word))
        #expect(throws: SearchError.conditionalAxis("rate", strategy: word)) {
            try strategy.search(.conditional(), budget: 10, seed: 1) { _, _ in 0 }
        }
    }

    @Test func aSmallSpaceEndsTheSearchAndNothingIsTrainedTwice() throws {
        let space = try SearchSpace(axes: [
            SearchAxis(name: "a", scale: .options(2)), SearchAxis(name: "b", scale: .options(3)),
        ])
        for strategy in SearchStrategies.all {
            var asked: [SearchSpace.Candidate] = []
            let trials = try strategy.search(space, budget: 40, seed: 1) { candidate, resource in
                if resource == 1 { asked.append(candidate) }
                return losses(of: candidate)
            }
            #expect(Set(asked).count == asked.count)
            #expect(trials.spent <= 40)
        }
    }

    @Test func aBudgetBelowOneIsRefused() throws {
        #expect(throws: SearchError.noBudget(0)) {
            try SobolSearch().search(.conditional(), budget: 0, seed: 1) { _, _ in 0 }
        }
    }

    @Test func failedTrialsAreNeverTheBest() throws {
        for strategy in SearchStrategies.all {
            let trials = try strategy.search(spaces(for: strategy), budget: 20, seed: 1) { candidate, _ in
                losses(of: candidate) > 2 ? .nan : losses(of: candidate)
            }
            #expect(trials.best?.loss.isFinite ?? true)
        }
    }
}
