import Testing

@testable import Designs

@Suite struct FactorialDesignTests {
    @Test func oneFactorAtATime() throws {
        let runs = try FactorialDesign.oneFactor(levels: [3, 2]).runs
        #expect(runs == [[0, 0], [1, 0], [2, 0], [0, 1]])
    }

    @Test func fullFactorial() throws {
        let runs = try FactorialDesign.full(levels: [2, 3]).runs
        #expect(runs == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]])
        #expect(throws: SearchError.tooManyRuns(2048, limit: 1024)) {
            try FactorialDesign.full(levels: .init(repeating: 2, count: 11))
        }
    }

    /// 2⁴⁻¹ with D = ABC (Box, Hunter and Hunter 2005, table 6.2).
    @Test func halfFraction() throws {
        let runs = try FactorialDesign.fractional(levels: [2, 2, 2, 2], generators: ["D=ABC"]).runs
        #expect(runs.count == 8)
        for run in runs {
            let signs = run.map { $0 == 0 ? -1 : 1 }
            #expect(signs[3] == signs[0] * signs[1] * signs[2])
        }
        // Each factor is balanced, and the baseline is in the fraction (−·−·− = −).
        #expect((0..<4).allSatisfy { factor in runs.count { $0[factor] == 1 } == 4 })
        #expect(runs.first == [0, 0, 0, 0])
    }

    @Test func aBaselineOutsideOfTheFractionIsAdded() throws {
        let runs = try FactorialDesign.fractional(levels: [2, 2, 2], generators: ["C=AB"]).runs
        #expect(runs.first == [0, 0, 0])
        #expect(runs.count == 5)
    }

    @Test(arguments: [
        ("D=AB", "names D, but the factors are A to C"), ("C", "cannot be read"),
        ("C=A", "multiplies fewer than two factors"),
        ("C=AA", "names a factor twice"),
    ])
    func badGeneratorsAreRefused(text: String, problem: String) {
        #expect(throws: SearchError.badGenerator(text, problem: problem)) {
            try FactorialDesign.fractional(levels: [2, 2, 2], generators: [text])
        }
    }

    @Test func factorsOfThreeLevelsHaveNoFraction() {
        let error = #expect(throws: SearchError.self) {
            try FactorialDesign.fractional(levels: [2, 3, 2], generators: ["C=AB"])
        }
        #expect(error?.description.contains("B has 3") == true)
    }
}
