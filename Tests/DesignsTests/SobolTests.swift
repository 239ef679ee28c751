import Testing

@testable import Designs

@Suite struct SobolTests {
    /// The points are those of `scipy.stats.qmc.Sobol(d, scramble=False)` (SciPy 1.17).
    @Test func thePointsAreSciPys() {
        var sequence = SobolSequence(axes: 6)
        let points = (0..<8).map { _ in sequence.next().map { Double($0) * 0x1p-32 } }
        #expect(points[0] == [0, 0, 0, 0, 0, 0])
        #expect(points[3] == [0.25, 0.75, 0.75, 0.75, 0.25, 0.25])
        #expect(points[5] == [0.875, 0.875, 0.125, 0.375, 0.875, 0.625])
        #expect(points[7] == [0.125, 0.625, 0.375, 0.125, 0.125, 0.375])
    }

    @Test func laterPointsOfManyAxesAreSciPys() {
        var sequence = SobolSequence(axes: 32)
        for _ in 0..<37 { _ = sequence.next() }
        let point = sequence.next().map { Double($0) * 0x1p-32 }
        #expect([0, 1, 2, 10, 31].map { point[$0] } == [0.921875, 0.640625, 0.578125, 0.015625, 0.140625])
    }
}
