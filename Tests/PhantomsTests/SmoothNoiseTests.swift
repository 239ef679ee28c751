import Tensors
import Testing

@testable import Phantoms

@Suite struct SmoothNoiseTests {
    @Test func valuesHaveMeanZeroAndTheStatedSpread() {
        var generator = RandomGenerator(seed: 4)
        let noise = SmoothNoise(cell: 2, using: &generator)
        let values = (0..<20_000).map { _ in
            noise([generator.uniform(-50...50), generator.uniform(-50...50), generator.uniform(-50...50)])
        }
        let mean = values.reduce(0, +) / 20_000
        let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 20_000
        #expect(abs(mean) < 0.05)
        #expect(abs(variance.squareRoot() - 0.5) < 0.15)
    }

    @Test func nearPlacesHaveNearValuesAcrossTheCellsBorders() {
        var generator = RandomGenerator(seed: 5)
        let noise = SmoothNoise(cell: 3, using: &generator)
        for border in [-3.0, 0, 3, 6] {
            #expect(abs(noise([border - 1e-6, 1, 1]) - noise([border + 1e-6, 1, 1])) < 1e-4)
        }
    }

    @Test func aSliceOfOneHeightVaries() {
        var generator = RandomGenerator(seed: 6)
        let noise = SmoothNoise(cell: 1, using: &generator)
        #expect(noise([0.5, 0.5, 0]) != noise([4.5, 2.5, 0]))
    }
}
