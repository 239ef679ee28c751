import Kernels

/// Inference through layers that treat each row of a batch on its own, a few rows at a time (`RowwiseOperation`).
enum DepthFirst {
    /// What flows between two layers should take at most so many bytes at once.
    private static let cacheBytes = 3 << 19

    /// Compiles the rowwise layers at the start of `steps`; `nil` where that cannot be done or gains nothing.
    static func compile(
        _ steps: ArraySlice<LayerSequence.Step>, _ input: Signal, in builder: PlanBuilder
    ) throws(PlanError) -> (Link, Int)? {
        let threads = builder.workspace.threads
        guard builder.infers, !builder.isLane, !builder.keepsDropout, input.isGrid, input.rows > 1,
            input.rows >= 2 * threads || input.rows.isMultiple(of: threads)
        else { return nil }
        let run = steps.prefix { isRowwise($0.layer) }
        guard run.contains(where: { holdsConvolution($0.layer) }) else { return nil }
        let rowsAtOnce = try rowsAtOnce(run, input, threads: threads)
        guard let laneInput = try kernels({ () throws(KernelError) in try input.memory.layout.withRows(rowsAtOnce) })
        else { return nil }
        var lanes: [RowwiseOperation.Lane] = []
        var output = input
        for _ in 0..<threads {
            let lane = PlanBuilder(laneOf: builder)
            let link = try builder.workspace.lane { () throws(PlanError) in
                var signal = input
                signal.rows = rowsAtOnce
                signal.lengths = nil
                signal.memory = try kernels { () throws(KernelError) in try lane.makeInput(laneInput) }
                return try LayerSequence.compile(run, input: signal, in: lane)
            }
            for loader in lane.loaders { builder.addLoader(loader) }
            lanes.append(
                RowwiseOperation.Lane(
                    input: try kernels { () throws(KernelError) in try lane.requiredInput() },
                    output: link.output.memory, steps: lane.forward))
            output = link.output
        }
        return try kernels { () throws(KernelError) in
            guard let layout = try output.memory.layout.withRows(input.rows) else { return nil }
            output.memory = try builder.activation(layout)
            output.rows = input.rows
            output.lengths = input.lengths
            builder.addForward(
                RowwiseOperation(
                    input: input.memory, output: output.memory, lanes: lanes, rows: input.rows, rowsAtOnce: rowsAtOnce))
            builder.finishForward(with: input.memory)
            return (Link.passing(output), run.count)
        }
    }

    private static func isRowwise(_ layer: any LayerDescription) -> Bool {
        layer is Convolution || layer is BatchNormalization || layer is any ElementwiseLayer
            || layer is any PoolingLayer || layer is any GlobalPoolingLayer || layer is Dropout
            || layer is SpatialDropout || layer is Flatten || layer is GroupNormalization || layer is SqueezeExcite
            || (layer as? any LayerContainer).map { $0.allLayers.allSatisfy(isRowwise) } ?? false
    }

    private static func holdsConvolution(_ layer: any LayerDescription) -> Bool {
        layer is Convolution || (layer as? any LayerContainer)?.allLayers.contains(where: holdsConvolution) ?? false
    }

    /// As many rows as keep the largest map in the cache, at most a thread's share.
    private static func rowsAtOnce(
        _ run: ArraySlice<LayerSequence.Step>, _ input: Signal, threads: Int
    ) throws(PlanError) -> Int {
        let largest: Int
        do {
            largest = try largestOutput(of: run, for: input.shape)
        } catch {
            throw .architecture(error)
        }
        return max(1, min(cacheBytes / largest, (input.rows + threads - 1) / threads))
    }

    /// The bytes of the largest output between `layers`, those inside of branches included.
    private static func largestOutput(
        of layers: ArraySlice<LayerSequence.Step>, for input: FeatureShape
    ) throws(ArchitectureError) -> Int {
        var shape = input
        var largest = 1
        for (layer, path) in layers {
            if let container = layer as? any LayerContainer {
                for branch in container.branches(at: path) {
                    let paths = try LayerPath.siblings(branch.layers, below: branch.path)
                    let steps = zip(branch.layers, paths).map { (layer: $0.description, path: $1) }
                    largest = max(largest, try largestOutput(of: steps[...], for: shape))
                }
            }
            shape = try layer.output(for: shape, at: path)
            largest = max(largest, shape.extents.reduce(MemoryLayout<Float>.size, *))
        }
        return largest
    }
}
