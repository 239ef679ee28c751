import Networks
import Tensors
import Testing

@testable import Training

@Suite struct BatchMixTests {
    private static let shape: Shape = [2, 8, 6, 1]

    /// Four sequences of constant values 0, 1, 2, 3.
    private func mixed(_ mix: BatchMix, seed: UInt64) -> (sequences: [Tensor], targets: Targets) {
        var generator = RandomGenerator(seed: seed)
        return mix.apply(
            to: (0..<4).map { Tensor(shape: Self.shape, repeating: Float($0)) },
            targets: Targets(labels: [0, 1, 2, 3], classes: 4),
            using: &generator)
    }

    /// With one class a sample and its number as its value, the target's mean class is the sequence's mean value.
    @Test(arguments: [BatchMix.mixup(Mixup(alpha: 0.4)), .cutmix(Cutmix()), .mixup(Mixup(alpha: 3))])
    func targetsHaveTheSharesOfTheSamples(_ mix: BatchMix) {
        for seed in UInt64(0)..<40 {
            let (sequences, targets) = mixed(mix, seed: seed)
            for (place, sequence) in sequences.enumerated() {
                let row = targets.values[place * 4..<place * 4 + 4]
                #expect(abs(row.reduce(0, +) - 1) < 1e-6 && row.allSatisfy { $0 >= 0 })
                let expected = row.enumerated().reduce(0) { $0 + Float($1.offset) * $1.element }
                let found = sequence.elements.reduce(0, +) / Float(sequence.count)
                #expect(abs(found - expected) < 1e-5)
            }
        }
    }

    @Test(arguments: [BatchMix.mixup(Mixup()), .cutmix(Cutmix())])
    func isAFunctionOfTheSeed(_ mix: BatchMix) {
        #expect(mixed(mix, seed: 3) == mixed(mix, seed: 3))
        #expect(mixed(mix, seed: 3) != mixed(mix, seed: 4))
    }

    @Test func cutmixReplacesTheSameBoxInEveryFrame() {
        let elements = mixed(.cutmix(Cutmix()), seed: 1).sequences.map(\.elements)
        for sequence in elements { #expect(sequence[..<48] == sequence[48...]) }
        #expect(elements.contains { Set($0).count == 2 })
    }

    /// Mean ½ and variance 1/(4·(2α + 1)).
    @Test(arguments: [0.1, 0.4, 1, 2.5])
    func sharesFollowTheBetaDistribution(alpha: Double) {
        var generator = RandomGenerator(seed: 9)
        let shares = (0..<20000).map { _ in generator.beta(alpha) }
        let mean = shares.reduce(0, +) / 20000
        let variance = shares.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 20000
        #expect(shares.allSatisfy { (0...1).contains($0) })
        #expect(abs(mean - 0.5) < 0.015)
        #expect(abs(variance * 4 * (2 * alpha + 1) - 1) < 0.04)
    }

    @Test(arguments: [
        (#""mixup""#, BatchMix.mixup(Mixup())), (#"{"cutmix": {"alpha": 0.5}}"#, .cutmix(Cutmix(alpha: 0.5))),
    ])
    func isSpeltAsAWordOrAMap(text: String, mix: BatchMix) throws {
        #expect(try JSONText.decode(BatchMix.self, from: text) == mix)
        #expect(try JSONText.decode(BatchMix.self, from: JSONText.encode(mix)) == mix)
    }
}
