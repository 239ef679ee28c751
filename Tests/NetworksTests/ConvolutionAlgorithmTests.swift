@testable import Kernels
import Tensors
import Testing

@testable import Networks

/// The algorithms of convolutions against each other, through whole plans.
@Suite(.serialized) struct ConvolutionAlgorithmTests {
    private static let input = InputShape(frames: 3, height: 9, width: 14, channels: 2)
    private static let architecture = Architecture(layers: [
        .timeDistributed(
            TimeDistributed(layers: [
                .convolution(Convolution(filters: 16)), .relu, .convolution(Convolution(filters: 32, padding: .valid)),
                .relu6, .maxPool(MaxPool()), .convolution(Convolution(filters: 16, bias: false)),
                .batchNormalization(BatchNormalization()), .relu, .convolution(Convolution(filters: 24)),
                .globalAveragePool,
            ])),
        .lstm(LSTM(units: 5)), .dense(Dense(units: 3)),
    ])

    private static func plan(_ mode: Plan.Mode, threads: Int, _ algorithms: AlgorithmTable) throws -> Plan {
        let plan = try Plan(
            architecture, input: input, batch: 2, mode: mode, threads: threads, algorithms: algorithms)
        try plan.load(try Weights.initial(for: architecture, input: input, seed: 3))
        let shape = Shape([input.frames, input.height, input.width, input.channels])
        for index in 0..<2 {
            var generator = RandomGenerator(seed: 1, stream: [UInt64(index)])
            try plan.setInput(
                Tensor(shape: shape, elements: (0..<shape.count).map { _ in Float(generator.normal()) }), at: index)
        }
        return plan
    }

    /// Each algorithm for each pass, others direct.
    static let tables: [AlgorithmTable] =
        [nil, .train, .infer, .input, .weights].flatMap { (pass: ConvolutionPass?) in
            [ConvolutionAlgorithm.winograd2, .winograd4].map { table(pass, $0) }
        }

    private static func table(_ pass: ConvolutionPass?, _ algorithm: ConvolutionAlgorithm) -> AlgorithmTable {
        AlgorithmTable(rows: [
            AlgorithmTable.Row(
                instructions: EngineVersion.ownKernels, library: nil, pass: pass, threads: 1, channels: 16,
                filters: 16, pixels: 1, algorithm: algorithm)
        ])
    }

    @Test(arguments: tables, [1, 2])
    func everyAlgorithmComputesTheSame(_ table: AlgorithmTable, threads: Int) throws {
        let (direct, other) = try (
            Self.plan(.train, threads: threads, AlgorithmTable(rows: [])), Self.plan(.train, threads: threads, table)
        )
        let losses = try [direct, other].map { try $0.trainStep(labels: [0, 2], dropoutSeed: 0) }
        #expect(abs(losses[0] - losses[1]) < 1e-6)
        for (expected, found) in zip(try direct.gradients().entries, try other.gradients().entries) {
            let scale = max(expected.tensor.elements.reduce(0) { max($0, abs($1)) }, 1e-4)
            let largest = zip(expected.tensor.elements, found.tensor.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(largest / scale < 1e-4, "\(expected.name)")
        }
        let plans = try (
            Self.plan(.infer, threads: threads, AlgorithmTable(rows: [])), Self.plan(.infer, threads: threads, table)
        )
        try plans.0.infer()
        try plans.1.infer()
        for (expected, found) in zip(plans.0.logits, plans.1.logits) { #expect(abs(expected - found) < 1e-5) }
    }

    @Test(arguments: tables)
    func equalSeedsGiveEqualBytes(_ table: AlgorithmTable) throws {
        let plans = try [Self.plan(.train, threads: 2, table), Self.plan(.train, threads: 2, table)]
        for plan in plans {
            for step in 1...3 {
                _ = try plan.trainStep(labels: [0, 2], dropoutSeed: UInt64(step))
                try plan.update(.adam(learningRate: 1e-2, step: step))
            }
        }
        #expect(try plans[0].weights() == plans[1].weights())
    }

    @Test func theLastRowThatFitsCounts() {
        let table = AlgorithmTable(
            text: """
                # a heading
                \(EngineVersion.ownKernels) * * 1 16 16 1 winograd4
                \(EngineVersion.ownKernels) * train 2 16 32 1 winograd2
                another * * 1 16 16 1 direct
                \(EngineVersion.ownKernels) 99 * 1 16 16 1 direct
                no row
                """)
        #expect(table.rows.count == 4)
        #expect(AlgorithmTable(text: table.lines.joined(separator: "\n")) == table)
        func algorithm(_ pass: ConvolutionPass, filters: Int, threads: Int) -> ConvolutionAlgorithm {
            table.algorithm(for: pass, channels: 16, filters: filters, pixels: 9, threads: threads)
        }
        #expect(algorithm(.train, filters: 32, threads: 2) == .winograd2)
        #expect(algorithm(.train, filters: 32, threads: 1) == .winograd4)
        #expect(algorithm(.infer, filters: 32, threads: 2) == .winograd4)
        #expect(algorithm(.train, filters: 8, threads: 2) == .direct)
    }

    @Test func theCommittedTableIsRead() {
        #expect(!AlgorithmTable.committed.rows.isEmpty)
    }
}
