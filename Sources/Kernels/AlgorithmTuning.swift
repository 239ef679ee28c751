/// Measures which algorithm computes which convolution fastest on this machine, for a new `AlgorithmTable`.
public struct AlgorithmTuning {
    /// The most threads a pass is measured with; one alone is measured too.
    public var threads: Int
    /// The channels, filters and map widths that are measured.
    public var channels = [16, 32, 64, 128, 256]
    public var widths = [7, 14, 28, 56, 112]
    /// How often each is measured; the fastest counts.
    public var repetitions = 5

    public init(threads: Int) { self.threads = threads }

    /// A row wins only where it takes at most so much of the time that the rows before it take, so that chance adds none.
    private static let gain = 0.97
    /// One measurement computes about so many multiplications.
    private static let work = 100_000_000
}

extension AlgorithmTuning {
    /// A table with the measured rows for this machine and the rows of `table` for others; `progress` is told each measured
    /// convolution.
    public func table(replacing table: AlgorithmTable, progress: (String) -> Void) throws(KernelError) -> AlgorithmTable
    {
        var measured = AlgorithmTable(rows: [])
        for threads in Set([1, threads]).sorted() {
            for pass in ConvolutionPass.allCases {
                for channels in channels {
                    for filters in self.channels {
                        for width in widths {
                            progress("\(pass.rawValue) \(channels) \(filters) \(width)×\(width)")
                            let convolution = Convolution(
                                pass: pass, channels: channels, filters: filters, width: width, threads: threads)
                            try measured.add(convolution, times: try times(of: convolution), gain: Self.gain)
                        }
                    }
                }
            }
        }
        return AlgorithmTable(
            rows: table.rows.filter { $0.instructions != EngineVersion.ownKernels } + measured.rows)
    }

    /// One pass to measure.
    fileprivate struct Convolution {
        var pass: ConvolutionPass
        var channels, filters, width, threads: Int

        var row: AlgorithmTable.Row {
            AlgorithmTable.Row(
                instructions: EngineVersion.ownKernels, library: EngineVersion.major, pass: pass, threads: threads,
                channels: channels, filters: filters, pixels: width * width, algorithm: .direct)
        }
    }

    /// The seconds of each algorithm, measured in turns.
    private func times(of convolution: Convolution) throws(KernelError) -> [ConvolutionAlgorithm: Double] {
        var passes: [(ConvolutionAlgorithm, MeasuredPass)] = []
        for algorithm in ConvolutionAlgorithm.allCases {
            var row = convolution.row
            row.algorithm = algorithm
            let images = Self.work / (9 * row.channels * row.filters * row.pixels)
            passes.append(
                (
                    algorithm,
                    try MeasuredPass(row, width: convolution.width, images: max(images, convolution.threads))
                ))
        }
        var fastest: [ConvolutionAlgorithm: Double] = [:]
        for _ in 0...repetitions {
            for (algorithm, pass) in passes {
                fastest[algorithm] = min(fastest[algorithm] ?? .infinity, try pass.seconds())
            }
        }
        return fastest
    }
}

extension AlgorithmTable {
    /// Adds a row where the rows so far choose an algorithm that takes longer than another.
    ///
    /// A row counts for everything at least as large. Added in lexicographic order, none changes what was chosen before.
    fileprivate mutating func add(
        _ convolution: AlgorithmTuning.Convolution, times: [ConvolutionAlgorithm: Double], gain: Double
    ) throws(KernelError) {
        var row = convolution.row
        let chosen = algorithm(
            for: row.pass ?? .train, channels: row.channels, filters: row.filters, pixels: row.pixels,
            threads: row.threads)
        guard let best = times.min(by: { $0.value < $1.value }), let now = times[chosen],
            best.value < now * gain
        else { return }
        row.algorithm = best.key
        rows.append(row)
    }
}

/// One pass of one convolution on memory that has been touched.
private struct MeasuredPass {
    private let workspace: Workspace
    private let operation: any Operation

    /// - Parameter row: the pass, its shape and its algorithm.
    init(_ row: AlgorithmTable.Row, width: Int, images: Int) throws(KernelError) {
        let workspace = try Workspace(threads: row.threads, algorithms: AlgorithmTable(rows: [row]))
        let axis = WindowGeometry.Axis(extent: width, size: 3, before: 1, after: 1, output: width)
        // The input's gradient is listed by its own channels and filters: it makes channels out of filters.
        let isTurned = row.pass == .input
        let kernel = try ConvolutionKernel(
            batch: images, channels: isTurned ? row.filters : row.channels,
            filters: isTurned ? row.channels : row.filters, groups: 1, window: WindowGeometry(axes: [axis, axis]),
            bias: false, then: nil, trains: row.pass != .infer, in: workspace)
        func memory(_ layout: Layout) throws(KernelError) -> Memory { try workspace.memory(layout) }
        func same(_ memory: Memory, _ layout: Layout) throws(KernelError) -> Memory {
            memory.layout == layout ? memory : try workspace.memory(layout)
        }
        let (input, output) = try (memory(kernel.inputLayout), memory(kernel.outputLayout))
        switch row.pass {
        case .weights:
            operation = try kernel.backwardWeights(
                input: input, outputGradient: output, weightsGradient: memory(kernel.weightsGradientLayout),
                biasGradient: nil, arrange: same)
        case .input:
            operation = try kernel.backwardInput(
                weights: memory(kernel.weightsLayout), outputGradient: output, arrange: same, target: memory
            ).operation
        case .train, .infer, nil:
            operation = try kernel.forward(
                input: input, weights: memory(kernel.weightsLayout), bias: nil, output: output
            ).operation
        }
        try workspace.commit()
        self.workspace = workspace
    }

    func seconds() throws(KernelError) -> Double {
        ThreadTeam.use(threads: workspace.threads)
        let clock = ContinuousClock()
        let start = clock.now
        try operation.run()
        return (clock.now - start) / .seconds(1)
    }
}
