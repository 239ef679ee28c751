import Tensors
import Testing

@testable import Preparation

@Suite struct NoiseTests {
    struct Reference: Decodable {
        var probabilities, quantiles: [Double]
    }

    @Test func quantilesEqualScipy() throws {
        let reference = try Fixture.decode("augmentation", as: Reference.self)
        for (probability, expected) in zip(reference.probabilities, reference.quantiles) {
            #expect(abs(NormalQuantiles.quantile(probability) - expected) < 1e-9)
        }
    }

    @Test func theTableIsNormal() {
        let table = Tensor(shape: [65536], elements: NormalQuantiles.table)
        let (mean, deviation) = table.moments
        #expect(abs(mean) < 1e-6)
        #expect(abs(deviation - 1) < 1e-3)
        #expect(zip(NormalQuantiles.table, NormalQuantiles.table.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func noiseHasItsDeviation() {
        var frames = Tensor(shape: [1, 100, 101, 1])
        var generator = RandomGenerator(seed: 1)
        frames.addNoise(deviation: 0.5, using: &generator)
        #expect(abs(frames.moments.deviation - 0.5) < 0.01)
        #expect(abs(frames.moments.mean) < 0.02)
    }
}
