import Kernels
import Tensors

extension Signal {
    /// Whether the memory lies as N·C·H·W or N·C·D·H·W.
    var isGrid: Bool { memory.layout.extents.count >= 4 }

    /// The memory as N·C·H·W: a vector becomes N·F·1·1.
    func asMap(in builder: PlanBuilder) throws(KernelError) -> Memory {
        isGrid ? memory : try builder.workspace.mapView(of: memory)
    }

    /// The memory in channel blocks; an input of frames or vectors lies plainly.
    func inBlocks(in builder: PlanBuilder) throws(KernelError) -> Memory {
        let map = try asMap(in: builder)
        guard map.layout.channelBlock == nil else { return map }
        return try builder.arranged(map, as: .blocked(map.layout.extents), isBackward: false)
    }

    /// Pools the map; `signal` describes the result.
    func pooled(
        _ reduction: PoolingReduction, window: WindowGeometry, in builder: PlanBuilder,
        signal: (Memory, WindowGeometry) -> Signal
    ) throws(PlanError) -> Link {
        try kernels { () throws(KernelError) in
            let kernel = try PoolingKernel(
                reduction, input: memory.layout, window: window, trains: builder.differentiates, in: builder.workspace)
            let output = try builder.activation(kernel.outputLayout)
            builder.addForward(try kernel.forward(input: memory, output: output))
            builder.finishForward(with: memory)
            return Link(output: signal(output, window)) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let gradient = try builder.arrangedGradient(gradient, as: output.layout)
                    let inputGradient = try builder.gradient(memory.layout)
                    builder.addBackward(
                        try kernel.backward(outputGradient: gradient, inputGradient: inputGradient))
                    builder.finishBackward(with: gradient)
                    return inputGradient
                }
            }
        }
    }

    /// Copies the numbers into rows of a plain matrix: `flat` says where each goes, `seen` how they are looked at.
    func rearranged(
        as shape: FeatureShape, rows: Int, seen: Layout?, flat: Layout, in builder: PlanBuilder
    ) throws(KernelError) -> Link {
        let source =
            try seen.map { layout throws(KernelError) in
                try builder.workspace.view(of: memory, as: layout)
            } ?? memory
        let matrix = try Layout.plain([rows, memory.layout.count / rows])
        let output = try builder.activation(matrix)
        builder.addForward(
            try Reorder.operation(
                from: source, to: builder.workspace.view(of: output, as: flat), in: builder.workspace))
        builder.finishForward(with: memory)
        let signal = Signal(shape: shape, memory: output, rows: rows, needsGradient: needsGradient)
        return Link(output: signal) { gradient throws(PlanError) in
            try kernels { () throws(KernelError) in
                let inputGradient = try builder.gradient(memory.layout)
                builder.addBackward(
                    try Reorder.operation(
                        from: builder.workspace.view(of: gradient, as: flat),
                        to: builder.workspace.view(of: inputGradient, as: source.layout), in: builder.workspace))
                builder.finishBackward(with: gradient)
                return inputGradient
            }
        }
    }
}

extension Weights {
    /// The tensor called `name`, or an error.
    func tensor(_ name: String) throws(PlanError) -> Tensor {
        guard let tensor = self[name] else { throw .missingTensor(name: name) }
        return tensor
    }
}
