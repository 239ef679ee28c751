import Testing

@testable import Evaluation

@Suite struct QuantileTests {
    @Test func agreesWithNumpy() throws {
        let fixture = try MetricFixture.load().quantiles
        for (fraction, expected) in zip(fixture.fractions, fixture.quantiles) {
            #expect(abs(Quantile.value(of: fixture.values, at: fraction) - expected) <= 1e-12)
        }
    }

    @Test func ofOneNumberIsThatNumber() {
        #expect(Quantile.value(of: [3], at: 0.975) == 3)
    }
}
