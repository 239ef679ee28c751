/// One direction of a recurrent layer, a step at a time. T·N·F in time-major order; weights plain, gate·unit by input.
///
/// The input's part of every gate is one product over all steps, and so are all weight gradients; only the state's part
/// is a product a step.
public final class RecurrentKernel {
    /// The tensors that the layer learns, or their gradients; an LSTM has no `recurrentBias`.
    public struct Weights {
        public var input, recurrent, bias: Memory
        public var recurrentBias: Memory?

        public init(input: Memory, recurrent: Memory, bias: Memory, recurrentBias: Memory?) {
            self.input = input
            self.recurrent = recurrent
            self.bias = bias
            self.recurrentBias = recurrentBias
        }
    }

    let cell: RecurrentCell
    let lengths: SequenceLengths
    let units: Int
    let isReversed: Bool
    let dropout: DropoutRate?
    /// Every gate at every step (T·N·G·H), and what the cell keeps and the state that the gates read (T·N·H).
    let gates, kept, readStates: Memory
    /// One step: the state that the gates read (N·H), the state's part of the gates (N·G·H), the mask (N·H).
    let readState, statePart, mask: Memory
    private let projection, recurrence: DenseKernel
    private let inputs: Int
    private let threads: Int
    private let workspace: Workspace

    /// - Parameters:
    ///   - isReversed: whether the sequence is read from its last step to its first.
    ///   - dropout: the share of the previous state's units that the gates do not see, the same at every step of a sequence
    ///     (Gal and Ghahramani 2016).
    public init(
        _ cell: RecurrentCell, lengths: SequenceLengths, inputs: Int, units: Int, isReversed: Bool,
        dropout: DropoutRate?, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.cell = cell
        self.lengths = lengths
        self.units = units
        self.inputs = inputs
        self.isReversed = isReversed
        self.dropout = dropout
        self.workspace = workspace
        threads = lengths.batch * cell.gates * units > 1 << 14 ? workspace.operationThreads : 1
        let rows = lengths.steps * lengths.batch
        let width = cell.gates * units
        projection = try DenseKernel(
            rows: rows, inputs: inputs, outputs: width, bias: true, plainWeights: true, trains: trains, in: workspace)
        recurrence = try DenseKernel(
            rows: lengths.batch, inputs: units, outputs: width, bias: cell == .gru, plainWeights: true, trains: trains,
            in: workspace)
        gates = try workspace.memory(.plain([rows, width]))
        kept = try workspace.memory(.plain([rows, units]))
        readStates = try workspace.memory(.plain([rows, units]))
        readState = try workspace.memory(.plain([lengths.batch, units]))
        statePart = try workspace.memory(.plain([lengths.batch, width]))
        mask = try workspace.memory(.plain([lengths.batch, units]))
    }

    /// The steps that read `input` (T·N·I) and write the states into `output` (T·N·W) from column `column` on.
    public func forward(
        input: Memory, weights: Weights, output: Memory, column: Int
    ) throws(KernelError) -> [any Operation] {
        let project = try projection.forward(
            input: input, weights: weights.input, bias: weights.bias, output: gates)
        let recur = try recurrence.forward(
            input: readState, weights: weights.recurrent, bias: weights.recurrentBias, output: statePart)
        return [
            project, RecurrentForward(self, recur: recur, states: RecurrentStates(output, column: column)),
        ]
    }

    /// The steps from the gradient of `output` to those of the weights and the input. `inputGradient` is `nil` where
    /// nobody needs it.
    public func backward(
        input: Memory, weights: Weights, output: Memory, outputGradient: Memory, column: Int, gradients: Weights,
        inputGradient: Memory?
    ) throws(KernelError) -> [any Operation] {
        let rows = lengths.steps * lengths.batch
        let width = cell.gates * units
        let recurrentRows = try DenseKernel(
            rows: rows, inputs: units, outputs: width, bias: cell == .gru, plainWeights: true, trains: true,
            in: workspace)
        let inputPart = try workspace.memory(.plain([rows, width]))
        let stateGradients = cell == .gru ? try workspace.memory(.plain([rows, width])) : inputPart
        let stateGradient = try workspace.memory(.plain([lengths.batch, units]))
        func plain(_ memory: Memory, _: Layout) throws(KernelError) -> Memory { memory }
        let recur = try recurrence.backwardInput(
            weights: weights.recurrent, outputGradient: statePart, inputGradient: stateGradient, arrange: plain)
        var operations: [any Operation] = [
            try RecurrentBackward(
                self, recur: recur, states: RecurrentStates(output, column: column),
                gradients: RecurrentStates(outputGradient, column: column), inputPart: inputPart,
                stateParts: stateGradients, stateGradient: stateGradient, in: workspace),
            try projection.backwardWeights(
                input: input, outputGradient: inputPart, weightsGradient: gradients.input,
                biasGradient: gradients.bias),
            try recurrentRows.backwardWeights(
                input: readStates, outputGradient: stateGradients, weightsGradient: gradients.recurrent,
                biasGradient: gradients.recurrentBias),
        ]
        if let inputGradient {
            operations.append(
                try projection.backwardInput(
                    weights: weights.input, outputGradient: inputPart, inputGradient: inputGradient, arrange: plain))
        }
        return operations
    }

    /// Calls `body` once for each sequence of the batch, on all threads where that pays.
    func forEachSequence(_ body: (Int) -> Void) {
        let batch = lengths.batch
        ThreadTeam.run(threads: min(threads, batch)) { member, members in
            for sequence in batch * member / members..<batch * (member + 1) / members { body(sequence) }
        }
    }

    /// The steps in the order in which the sequence is read.
    var order: [Int] { isReversed ? (0..<lengths.steps).reversed() : Array(0..<lengths.steps) }

    /// The step before `step` in that order; `nil` for the first.
    func previous(_ step: Int) -> Int? {
        let previous = isReversed ? step + 1 : step - 1
        return (0..<lengths.steps).contains(previous) ? previous : nil
    }
}

/// The columns of a sequence (T·N·W) that hold one direction's states.
struct RecurrentStates {
    private let memory: Memory
    private let column, width: Int

    init(_ memory: Memory, column: Int) {
        self.memory = memory
        self.column = column
        width = memory.layout.extents[1]
    }

    /// The states of row t·N + b.
    func row(_ row: Int) -> UnsafeMutablePointer<Float> { memory.elements + row * width + column }
}
