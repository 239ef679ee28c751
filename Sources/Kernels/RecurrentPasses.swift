internal import CVectorKernels

/// The forward pass of a `RecurrentKernel` through time, after the input's part of the gates is there.
final class RecurrentForward: Operation {
    private let kernel: RecurrentKernel
    private let recur: any Operation
    private let states: RecurrentStates
    private let zeros: [Float]

    init(_ kernel: RecurrentKernel, recur: any Operation, states: RecurrentStates) {
        self.kernel = kernel
        self.recur = recur
        self.states = states
        zeros = Array(repeating: 0, count: kernel.units)
    }

    func run() throws(KernelError) {
        drawMask()
        for step in kernel.order {
            readState(before: step)
            try recur.run()
            zeros.withUnsafeBufferPointer { zeros in
                if let zeros = zeros.baseAddress { compute(step, zeros: zeros) }
            }
        }
    }

    private func drawMask() {
        let mask = kernel.mask.elements
        let count = kernel.mask.layout.count
        mask.update(repeating: 1, count: count)
        guard let dropout = kernel.dropout else { return }
        cine_dropout(
            mask, mask, 0, count, dropout.seed(), DropoutKernel.threshold(dropout.rate), 1 / (1 - dropout.rate))
    }

    /// Puts the masked state before `step` where the product reads it, and keeps it for the backward pass.
    private func readState(before step: Int) {
        let (units, batch) = (kernel.units, kernel.lengths.batch)
        let read = kernel.readState.elements
        let mask = kernel.mask.elements
        for sequence in 0..<batch {
            let target = read + sequence * units
            if let previous = kernel.previous(step) {
                let state = states.row(previous * batch + sequence)
                for unit in 0..<units { target[unit] = state[unit] * mask[sequence * units + unit] }
            } else {
                target.update(repeating: 0, count: units)
            }
        }
        (kernel.readStates.elements + step * batch * units).update(from: read, count: batch * units)
    }

    private func compute(_ step: Int, zeros: UnsafePointer<Float>) {
        let (units, batch) = (kernel.units, kernel.lengths.batch)
        let width = kernel.cell.gates * units
        let previous = kernel.previous(step)
        kernel.forEachSequence { sequence in
            let row = step * batch + sequence
            let kept = kernel.kept.elements + row * units
            guard step < kernel.lengths[sequence] else {
                kept.update(repeating: 0, count: units)
                states.row(row).update(repeating: 0, count: units)
                return
            }
            let before = previous.map { $0 * batch + sequence }
            kernel.cell.forward(
                RecurrentRow(
                    units: units, gates: kernel.gates.elements + row * width,
                    recurrent: kernel.statePart.elements + sequence * width,
                    previousState: before.map { UnsafePointer(states.row($0)) } ?? zeros, state: states.row(row),
                    previousKept: before.map { UnsafePointer(kernel.kept.elements + $0 * units) } ?? zeros, kept: kept))
        }
    }
}

/// The backward pass of a `RecurrentKernel` through time, up to the gradients before the gates' functions.
final class RecurrentBackward: Operation {
    private let kernel: RecurrentKernel
    private let recur: any Operation
    private let states, gradients: RecurrentStates
    private let inputPart, stateParts, stateGradient: Memory
    /// What reaches the previous state without passing a gate, and the gradient of an LSTM's cell (N·H).
    private let direct, cell: Memory
    private let zeros: [Float]

    init(
        _ kernel: RecurrentKernel, recur: any Operation, states: RecurrentStates, gradients: RecurrentStates,
        inputPart: Memory, stateParts: Memory, stateGradient: Memory, in workspace: Workspace
    ) throws(KernelError) {
        self.kernel = kernel
        self.recur = recur
        self.states = states
        self.gradients = gradients
        self.inputPart = inputPart
        self.stateParts = stateParts
        self.stateGradient = stateGradient
        direct = try workspace.memory(stateGradient.layout)
        cell = try workspace.memory(stateGradient.layout)
        zeros = Array(repeating: 0, count: kernel.units)
    }

    func run() throws(KernelError) {
        let (units, batch) = (kernel.units, kernel.lengths.batch)
        let width = batch * kernel.cell.gates * units
        for memory in [direct, cell, stateGradient] {
            memory.elements.update(repeating: 0, count: batch * units)
        }
        for step in kernel.order.reversed() {
            zeros.withUnsafeBufferPointer { zeros in
                if let zeros = zeros.baseAddress { compute(step, zeros: zeros) }
            }
            kernel.statePart.elements.update(from: stateParts.elements + step * width, count: width)
            try recur.run()
        }
    }

    private func compute(_ step: Int, zeros: UnsafePointer<Float>) {
        let (units, batch) = (kernel.units, kernel.lengths.batch)
        let width = kernel.cell.gates * units
        let previous = kernel.previous(step)
        let (through, mask) = (stateGradient.elements, kernel.mask.elements)
        kernel.forEachSequence { sequence in
            let row = step * batch + sequence
            let state = direct.elements + sequence * units
            guard step < kernel.lengths[sequence] else {
                inputPart.elements.advanced(by: row * width).update(repeating: 0, count: width)
                stateParts.elements.advanced(by: row * width).update(repeating: 0, count: width)
                return
            }
            let gradient = gradients.row(row)
            for unit in 0..<units {
                let place = sequence * units + unit
                state[unit] += gradient[unit] + through[place] * mask[place]
            }
            let before = previous.map { $0 * batch + sequence }
            kernel.cell.backward(
                RecurrentGradientRow(
                    units: units, gates: kernel.gates.elements + row * width,
                    previousState: before.map { UnsafePointer(states.row($0)) } ?? zeros,
                    previousKept: before.map { UnsafePointer(kernel.kept.elements + $0 * units) } ?? zeros,
                    kept: kernel.kept.elements + row * units, state: state,
                    cell: cell.elements + sequence * units, inputPart: inputPart.elements + row * width,
                    statePart: stateParts.elements + row * width))
        }
    }
}
