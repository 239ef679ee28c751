import Foundation
import Tensors
import Testing

@testable import Preparation

@Suite struct IntensityChangeTests {
    private let frames = Tensor(shape: [1, 1, 4, 1], elements: [0, 1, 2, 5])

    private func changed(gamma: Double = 1, contrast: Double = 1, brightness: Double = 0) -> Tensor {
        var result = frames
        let (mean, deviation) = frames.moments
        IntensityCurve(gamma: gamma, contrast: contrast, brightness: brightness)
            .apply(to: &result, mean: mean, deviation: deviation)
        return result
    }

    @Test func eachPartFollowsItsFormula() {
        #expect(distance(changed(contrast: 0.5), [1, 1.5, 2, 3.5]) < 1e-6)
        let deviation = 3.5.squareRoot()
        #expect(distance(changed(brightness: 2), [0, 1, 2, 5].map { $0 + 2 * deviation }) < 1e-6)
        #expect(distance(changed(gamma: 2), [0, 0.2, 0.8, 5]) < 1e-6)
    }

    @Test func nothingDrawnChangesNothing() {
        var generator = RandomGenerator(seed: 4)
        #expect(
            IntensityChange().draw(using: &generator) == IntensityCurve(gamma: 1, contrast: 1, brightness: 0))
        #expect(changed() == frames)
    }

    @Test func constantFramesStayFinite() {
        var constant = Tensor(shape: [1, 1, 2, 1], repeating: 3)
        IntensityCurve(gamma: 0.5, contrast: 1, brightness: 0).apply(to: &constant, mean: 3, deviation: 0)
        #expect(constant.elements == [3, 3])
    }
}
