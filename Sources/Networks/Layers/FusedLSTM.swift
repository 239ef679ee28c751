import Kernels

/// oneDNN's LSTM over one layer, in one or both directions, with its weights in the arena.
struct FusedLSTM {
    private let kernel: LSTMKernel
    private let lengths: SequenceLengths
    private let inputs, units, directions: Int
    /// The weights of the input, the weights of the state, the biases: all directions together.
    private let parameters: [Parameter]

    /// - Parameter parameters: the tensors of each direction.
    init(
        lengths: SequenceLengths, inputs: Int, units: Int, parameters: [[ParameterDescription]],
        in builder: PlanBuilder
    ) throws(KernelError) {
        self.lengths = lengths
        self.inputs = inputs
        self.units = units
        directions = parameters.count
        kernel = try LSTMKernel(
            steps: lengths.steps, batch: lengths.batch, inputs: inputs, units: units, bidirectional: directions == 2,
            trains: builder.differentiates, in: builder.workspace)
        let layouts = [try kernel.weightsLayouts, try kernel.recurrentLayouts, (kernel.biasLayout, kernel.biasLayout)]
        var own: [Parameter] = []
        for (kind, layout) in layouts.enumerated() {
            own.append(
                try builder.parameter(parameters.map { $0[kind] }, canonical: layout.0, stored: layout.1))
        }
        self.parameters = own
        builder.addCopy(into: own)
    }

    /// Lists the forward pass, T·N·I to T·N·D·H; what it returns lists the backward pass.
    func compile(
        _ input: Memory, _ states: Memory, in builder: PlanBuilder
    ) throws(KernelError) -> (Memory, Memory) throws(KernelError) -> Void {
        let (steps, batch) = (lengths.steps, lengths.batch)
        let sequence = try builder.workspace.view(of: input, as: .plain([steps, batch, inputs]))
        let stateSequence = try builder.workspace.view(of: states, as: .plain([steps, batch, directions * units]))
        builder.addForward(
            try kernel.forward(
                input: sequence, weights: parameters[0].value, recurrent: parameters[1].value,
                bias: parameters[2].value, output: stateSequence
            ) { memory, layout throws(KernelError) in
                try builder.arranged(memory, as: layout, isBackward: false)
            })
        return { gradient, inputGradient throws(KernelError) in
            let gradients = parameters.compactMap(\.gradient)
            guard gradients.count == 3 else { return }
            try kernel.backward(
                input: sequence, weights: parameters[0].value, recurrent: parameters[1].value,
                bias: parameters[2].value, output: stateSequence,
                outputGradient: builder.workspace.view(of: gradient, as: stateSequence.layout),
                inputGradient: builder.workspace.view(of: inputGradient, as: sequence.layout),
                gradients: (gradients[0], gradients[1], gradients[2])
            ) { memory, layout throws(KernelError) in
                try builder.arranged(memory, as: layout, isBackward: true)
            }.forEach(builder.addBackward)
        }
    }
}

extension FusedLSTM {
    /// The same tensors as the stepwise kernel reads them: gate·unit by input, a direction after the other.
    struct PlainCopy {
        /// All directions together, as in `FusedLSTM.parameters`.
        let values, gradients: [Memory]
        let directions: [PlainRecurrentWeights]
    }

    func plainCopy(in workspace: Workspace) throws(KernelError) -> PlainCopy {
        let (values, valueParts) = try plainTensors(in: workspace)
        guard parameters.allSatisfy({ $0.gradient != nil }) else {
            return PlainCopy(
                values: values, gradients: [],
                directions: valueParts.map { PlainRecurrentWeights(values: $0, gradients: []) })
        }
        let (gradients, gradientParts) = try plainTensors(in: workspace)
        return PlainCopy(
            values: values, gradients: gradients,
            directions: zip(valueParts, gradientParts).map { PlainRecurrentWeights(values: $0, gradients: $1) })
    }

    /// The steps that fill `copy` with the weights.
    func weightCopies(to copy: PlainCopy, in workspace: Workspace) throws(KernelError) -> [any Operation] {
        var steps: [any Operation] = []
        for (parameter, memory) in zip(parameters, copy.values) {
            steps.append(try Reorder.operation(from: parameter.value, to: memory, in: workspace))
        }
        return steps
    }

    /// The steps that bring the gradients in `copy` into the arena.
    func gradientCopies(from copy: PlainCopy, in workspace: Workspace) throws(KernelError) -> [any Operation] {
        var steps: [any Operation] = []
        for (parameter, memory) in zip(parameters, copy.gradients) {
            guard let gradient = parameter.gradient else { continue }
            steps.append(try Reorder.operation(from: memory, to: gradient, in: workspace))
        }
        return steps
    }

    /// Each tensor in canonical layout, and each direction's part of each.
    private func plainTensors(in workspace: Workspace) throws(KernelError) -> ([Memory], [[Memory]]) {
        var whole: [Memory] = []
        var parts: [[Memory]] = Array(repeating: [], count: directions)
        for (parameter, extents) in zip(parameters, [[4 * units, inputs], [4 * units, units], [4 * units]]) {
            let memory = try workspace.memory(parameter.canonical)
            whole.append(memory)
            let layout = try Layout.plain(extents)
            for direction in 0..<directions {
                parts[direction].append(
                    try workspace.memory(layout, in: memory.region, offset: direction * layout.bytes))
            }
        }
        return (whole, parts)
    }
}
