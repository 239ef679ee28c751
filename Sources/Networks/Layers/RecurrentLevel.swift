import Kernels

/// One layer of a recurrent stack in both directions, from T·N·I to T·N·D·H.
struct RecurrentLevel {
    private let cell: RecurrentCell
    private let units, directions: Int
    private let input: Signal
    private let features: Int
    private let lengths: SequenceLengths
    /// The tensors of each direction.
    private let parameters: [[ParameterDescription]]
    private let dropouts: [DropoutRate?]

    init(
        _ layer: some RecurrentLayer, reading input: Signal, at path: LayerPath, parameters: [[ParameterDescription]],
        in builder: PlanBuilder
    ) throws(PlanError) {
        cell = layer.cell
        units = layer.units
        directions = parameters.count
        self.input = input
        self.parameters = parameters
        let steps: Int
        (steps, features) = try input.sequence(readBy: path)
        lengths = input.lengths(steps: steps)
        dropouts = parameters.map { _ in
            guard builder.drops, layer.recurrentDropout > 0 else { return nil }
            return DropoutRate(rate: layer.recurrentDropout, seed: builder.nextDropoutSeed())
        }
    }

    func compile(in builder: PlanBuilder) throws(PlanError) -> Link {
        try kernels { () throws(KernelError) in
            let states = try builder.activation(.plain([input.rows, directions * units]))
            let compute = try computation(states, weights: ownWeights(in: builder), in: builder)
            builder.finishForward(with: input.memory)
            let signal = Signal(
                shape: .sequence(steps: lengths.steps, features: directions * units), memory: states, rows: input.rows,
                needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let inputGradient = try builder.gradient(input.memory.layout)
                    try compute(gradient, inputGradient)
                    builder.finishBackward(with: gradient)
                    return inputGradient
                }
            }
        }
    }

    /// Lists the steps of the backward pass, from the states' gradient to the input's.
    private typealias Backward = (Memory, Memory) throws(KernelError) -> Void

    /// Lists the steps of the forward pass into `states`, each direction on its own; the second adds to the input's gradient.
    private func computation(
        _ states: Memory, weights: [PlainRecurrentWeights], in builder: PlanBuilder
    ) throws(KernelError) -> Backward {
        var kernels: [RecurrentKernel] = []
        for direction in 0..<directions {
            let kernel = try RecurrentKernel(
                cell, lengths: lengths, inputs: features, units: units, isReversed: direction == 1,
                dropout: dropouts[direction], trains: builder.differentiates, in: builder.workspace)
            try kernel.forward(
                input: input.memory, weights: weights[direction].values, output: states, column: direction * units
            ).forEach(builder.addForward)
            kernels.append(kernel)
        }
        return { [kernels] gradient, inputGradient throws(KernelError) in
            for (direction, kernel) in kernels.enumerated() {
                guard let gradients = weights[direction].gradients else { continue }
                let target = direction == 0 ? inputGradient : try builder.gradient(inputGradient.layout)
                try kernel.backward(
                    input: input.memory, weights: weights[direction].values, output: states, outputGradient: gradient,
                    column: direction * units, gradients: gradients,
                    inputGradient: input.needsGradient ? target : nil
                ).forEach(builder.addBackward)
                guard direction > 0 else { continue }
                if input.needsGradient {
                    builder.addBackward(
                        try SumKernel.operation(
                            inputGradient, target, output: inputGradient, in: builder.workspace))
                }
                builder.finishBackward(with: target)
            }
        }
    }

    /// Weights that lie plainly in the arena.
    private func ownWeights(in builder: PlanBuilder) throws(KernelError) -> [PlainRecurrentWeights] {
        var result: [PlainRecurrentWeights] = []
        for tensors in parameters {
            var own: [Parameter] = []
            for tensor in tensors {
                let layout = try Layout.plain(tensor.shape.extents)
                own.append(try builder.parameter([tensor], canonical: layout, stored: layout))
            }
            builder.addCopy(into: own)
            result.append(PlainRecurrentWeights(own))
        }
        return result
    }
}

/// One direction's tensors as `RecurrentKernel` reads them, and their gradients while training.
struct PlainRecurrentWeights {
    let values: RecurrentKernel.Weights
    let gradients: RecurrentKernel.Weights?

    /// - Parameter own: weights of the input, of the state, and one bias or two.
    init(_ own: [Parameter]) {
        let gradients = own.compactMap(\.gradient)
        values = Self.weights(own.map(\.value))
        self.gradients = gradients.count == own.count ? Self.weights(gradients) : nil
    }

    private static func weights(_ memories: [Memory]) -> RecurrentKernel.Weights {
        RecurrentKernel.Weights(
            input: memories[0], recurrent: memories[1], bias: memories[2],
            recurrentBias: memories.count > 3 ? memories[3] : nil)
    }
}
