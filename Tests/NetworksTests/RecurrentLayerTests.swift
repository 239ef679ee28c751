import Tensors
import Testing

@testable import Networks

/// Recurrent layers of a width that is used, where the fixtures' are narrow.
@Suite struct RecurrentLayerTests {
    private static let input = InputShape(frames: 12, height: 1, width: 32, channels: 1)

    private static let layers: [Layer] = [
        .lstm(LSTM(units: 128)), .lstm(LSTM(units: 128, bidirectional: true)),
        .lstm(LSTM(units: 64, bidirectional: true, layers: 2, activation: .relu)),
        .gru(GRU(units: 128, bidirectional: true)),
    ]

    private func plan(_ layer: Layer, batch: Int, threads: Int) throws -> Plan {
        let architecture = Architecture(
            layers: [
                .timeDistributed(TimeDistributed(layers: [.flatten])), layer, .dense(Dense(units: 3)),
            ])
        let plan = try Plan(architecture, input: Self.input, batch: batch, mode: .infer, threads: threads)
        try plan.load(try Weights.initial(for: architecture, input: Self.input, seed: 5))
        return plan
    }

    private func sequence(_ seed: UInt64, frames: Int) -> Tensor {
        var generator = RandomGenerator(seed: seed)
        return Tensor(
            shape: [frames, 1, 32, 1], elements: (0..<frames * 32).map { _ in Float(generator.normal()) })
    }

    /// The rows of a frame are a sequence of their own, whose steps are not those that are padded.
    @Test func aSequenceInEachFrameIsNotCutByTheFramesLengths() throws {
        let architecture = Architecture(layers: [
            .timeDistributed(
                TimeDistributed(layers: [
                    .convolution(Convolution(filters: 4)), .readAsSequence(ReadAsSequence()), .lstm(LSTM(units: 6)),
                ])),
            .lstm(LSTM(units: 5)), .dense(Dense(units: 3)),
        ])
        func plan(frames: Int) throws -> Plan {
            let input = InputShape(frames: frames, height: 1, width: 32, channels: 1)
            let plan = try Plan(architecture, input: input, batch: 2, mode: .infer, threads: 1)
            try plan.load(try Weights.initial(for: architecture, input: Self.input, seed: 5))
            return plan
        }
        let (padded, exact) = (try plan(frames: 12), try plan(frames: 3))
        for place in 0..<2 {
            try padded.setInput(sequence(UInt64(place), frames: 3), at: place)
            try exact.setInput(sequence(UInt64(place), frames: 3), at: place)
        }
        try padded.infer()
        try exact.infer()
        for (one, other) in zip(padded.logits, exact.logits) { #expect(abs(one - other) < 1e-5) }
    }

    @Test(arguments: layers.indices)
    func aSequenceAloneEqualsItselfAmongOthers(_ index: Int) throws {
        let lengths = [12, 7, 1, 12, 3, 9, 12, 5, 11]
        let together = try plan(Self.layers[index], batch: lengths.count, threads: 2)
        for (place, frames) in lengths.enumerated() {
            try together.setInput(sequence(UInt64(place), frames: frames), at: place)
        }
        try together.infer()
        let alone = try plan(Self.layers[index], batch: 1, threads: 1)
        for (place, frames) in lengths.enumerated() {
            try alone.setInput(sequence(UInt64(place), frames: frames), at: 0)
            try alone.infer()
            for (one, other) in zip(alone.logits, together.logits[place * 3..<place * 3 + 3]) {
                #expect(abs(one - other) < 1e-5)
            }
        }
    }
}
