import Testing

@testable import Preparation

@Suite struct AxisSamplingTests {
    @Test func finerSpacingKeepsTheCentre() throws {
        let sampling = try AxisSampling(extent: 10, step: 0.5)
        #expect(sampling.count == 20)
        #expect((sampling.position(0) + sampling.position(19)) / 2 == 4.5)
    }

    @Test func atLeastOneSampleIsLeft() throws {
        let sampling = try AxisSampling(extent: 3, step: 100)
        #expect(sampling.count == 1)
        #expect(sampling.position(0) == 1)
    }

    @Test func tooFineASpacingIsRefused() {
        #expect(throws: PreparationError.tooFine(extent: 100, step: 1e-6)) {
            try AxisSampling(extent: 100, step: 1e-6)
        }
    }

    @Test func cutsFallOnVoxels() {
        var sampling = AxisSampling(extent: 5)
        sampling.cut(to: 2)
        #expect(sampling.position(0) == 1)
        #expect(sampling.position(1) == 2)
    }

    @Test func bordersAreShared() {
        var sampling = AxisSampling(extent: 5)
        sampling.centre(in: 8)
        #expect((sampling.before, sampling.count, sampling.after) == (1, 5, 2))
        #expect(sampling.position(1) == 0)
    }
}
