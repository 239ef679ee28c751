import Tensors
import Testing

@testable import Networks

/// Dropout in inference: for looking at one scan several times.
@Suite struct KeptDropoutTests {
    private static let input = InputShape(frames: 4, height: 8, width: 8, channels: 1)

    private func plan(_ layers: [Layer], keepsDropout: Bool) throws -> Plan {
        let architecture = Architecture(
            layers: [
                .timeDistributed(
                    TimeDistributed(
                        layers: [
                            .convolution(Convolution(filters: 4)), .batchNormalization(BatchNormalization()), .relu,
                        ] + layers + [.globalAveragePool])),
                .lstm(LSTM(units: 8, recurrentDropout: 0.25)), .dropout(Dropout(rate: 0.5)), .dense(Dense(units: 2)),
            ])
        let plan = try Plan(
            architecture, input: Self.input, batch: 3, mode: .infer, threads: 2, keepsDropout: keepsDropout)
        try plan.load(try Weights.initial(for: architecture, input: Self.input, seed: 4))
        var generator = RandomGenerator(seed: 1)
        let frames = Tensor(shape: [4, 8, 8, 1], elements: (0..<256).map { _ in Float(generator.normal()) })
        for place in 0..<3 { try plan.setInput(frames, at: place) }
        return plan
    }

    private func logits(_ plan: Plan, seed: UInt64) throws -> [[Float]] {
        try plan.infer(dropoutSeed: seed)
        let logits = plan.logits
        return (0..<3).map { Array(logits[$0 * 2..<$0 * 2 + 2]) }
    }

    @Test(arguments: [[], [Layer.dropout(Dropout(rate: 0.3))], [.spatialDropout(SpatialDropout(rate: 0.3))]])
    func eachPlaceAndSeedDropsOtherNumbersAndTheSameAgain(_ layers: [Layer]) throws {
        let plan = try plan(layers, keepsDropout: true)
        #expect(plan.dropsNumbers)
        let first = try logits(plan, seed: 7)
        #expect(Set(first).count == 3)
        #expect(try logits(plan, seed: 8) != first)
        #expect(try logits(plan, seed: 7) == first)
        #expect(try logits(self.plan(layers, keepsDropout: true), seed: 7) == first)
    }

    @Test func itsMeanIsNearInferenceWithoutIt() throws {
        let kept = try plan([], keepsDropout: true)
        let plain = try plan([], keepsDropout: false)
        #expect(!plain.dropsNumbers)
        let wanted = try logits(plain, seed: 0)
        #expect(wanted[0] == wanted[1])
        var sum: [Float] = [0, 0]
        for seed in 0..<400 {
            for row in try logits(kept, seed: UInt64(seed)) { sum = [sum[0] + row[0] / 1200, sum[1] + row[1] / 1200] }
        }
        #expect(abs(sum[0] - wanted[0][0]) < 0.02 && abs(sum[1] - wanted[0][1]) < 0.02)
    }
}
