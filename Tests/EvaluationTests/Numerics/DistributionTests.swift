import Testing

@testable import Evaluation

@Suite struct DistributionTests {
    private let functions: StatisticsFixture.Functions

    init() throws {
        functions = try StatisticsFixture.load().functions
    }

    /// Whether two numbers agree to 1e-11 of their size.
    private func close(_ found: Double?, _ expected: Double) -> Bool {
        found.map { abs($0 - expected) <= 1e-11 * max(abs(expected), 1e-290) } ?? false
    }

    @Test func normalAgreesWithScipy() {
        for row in functions.normal {
            #expect(close(NormalDistribution.cumulative(row[0]), row[1]), "\(row)")
            #expect(close(NormalDistribution.twoSided(row[0]), row[2]), "\(row)")
        }
        for row in functions.quantile {
            let found = NormalDistribution.quantile(row[0])
            #expect(row[1] == 0 ? found == 0 : close(found, row[1]), "\(row)")
        }
    }

    @Test func betaAgreesWithScipy() {
        for row in functions.beta {
            let found = BetaDistribution.cumulative(row[2], a: row[0], b: row[1])
            // The relative error of the front factor grows with a + b, through the logarithm of Γ.
            #expect(found.map { abs($0 - row[3]) <= 1e-9 * row[3] + 1e-14 } ?? false, "\(row)")
        }
        for row in functions.betaQuantile {
            let found = BetaDistribution.quantile(row[2], a: row[0], b: row[1])
            #expect(found.map { abs($0 - row[3]) <= 1e-10 } ?? false, "\(row) \(found ?? 0)")
        }
    }

    @Test func studentAndChiSquaredAgreeWithScipy() {
        for row in functions.t {
            #expect(close(StudentDistribution.twoSided(row[0], degrees: row[1]), row[2]), "\(row)")
        }
        for row in functions.tWidth {
            let found = StudentDistribution.halfWidth(level: row[0], degrees: row[1])
            #expect(found.map { abs($0 - row[2]) <= 1e-10 * row[2] } ?? false, "\(row) \(found ?? 0)")
        }
        for row in functions.chi {
            #expect(close(ChiSquaredDistribution.upperTail(row[0], degrees: Int(row[1])), row[2]), "\(row)")
        }
    }

    @Test func areNilOutsideTheirRange() {
        #expect(NormalDistribution.quantile(-0.1) == nil && NormalDistribution.quantile(.nan) == nil)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(BetaDistribution.cumulative(1.1, a: 1, b: 1) == nil)
        #expect(BetaDistribution.quantile(0.5, a: 0, b: 1) == nil)
        #expect(StudentDistribution.twoSided(.nan, degrees: 3) == nil)
        #expect(StudentDistribution.halfWidth(level: 1, degrees: 3) == nil)
        #expect(ChiSquaredDistribution.upperTail(-1, degrees: 1) == nil)
        #expect(ChiSquaredDistribution.upperTail(0, degrees: 2) == 1)
    }
}
