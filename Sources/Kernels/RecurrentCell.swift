#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The equations of one step of a recurrent layer.
public enum RecurrentCell: Hashable, Sendable {
    /// i, f, o = σ(·), g = φ(·), c = f·c′ + i·g, h = o·φ(c), with φ a ReLU or the hyperbolic tangent (Gers et al. 2000).
    case lstm(relu: Bool)
    /// r, z = σ(·), n = tanh(x-part + r·h-part), h = (1 − z)·n + z·h′: the reset gate after the product, as in PyTorch
    /// and cuDNN (Cho et al. 2014, version 1).
    case gru

    /// The number of gates.
    public var gates: Int {
        switch self {
        case .lstm: 4
        case .gru: 3
        }
    }
}

/// One sequence's numbers at one step of the forward pass; `units` each unless said.
struct RecurrentRow {
    let units: Int
    /// What the input adds to every gate; afterwards the gates' values. `gates`·`units`.
    let gates: UnsafeMutablePointer<Float>
    /// What the previous state adds to every gate, `gates`·`units`.
    let recurrent: UnsafePointer<Float>
    let previousState: UnsafePointer<Float>
    let state: UnsafeMutablePointer<Float>
    /// LSTM: the cell's state before and after. GRU: unused before, the recurrent part of the candidate after.
    let previousKept: UnsafePointer<Float>
    let kept: UnsafeMutablePointer<Float>
}

/// The same in the backward pass.
struct RecurrentGradientRow {
    let units: Int
    let gates: UnsafePointer<Float>
    let previousState, previousKept, kept: UnsafePointer<Float>
    /// The gradient of the state: in the whole, out the part that reaches the previous state without passing a gate.
    let state: UnsafeMutablePointer<Float>
    /// LSTM: the gradient of the cell's state, in after this step and out before it.
    let cell: UnsafeMutablePointer<Float>
    /// The gradients before the gates' functions, for the input's and the state's part; the same in an LSTM.
    let inputPart, statePart: UnsafeMutablePointer<Float>
}

extension RecurrentCell {
    func forward(_ row: RecurrentRow) {
        let units = row.units
        let (gates, recurrent) = (row.gates, row.recurrent)
        switch self {
        case .lstm(let relu):
            for unit in 0..<units {
                let (i, f, g, o) = (unit, units + unit, 2 * units + unit, 3 * units + unit)
                gates[i] = Self.sigmoid(gates[i] + recurrent[i])
                gates[f] = Self.sigmoid(gates[f] + recurrent[f])
                gates[g] = Self.activation(gates[g] + recurrent[g], relu: relu)
                gates[o] = Self.sigmoid(gates[o] + recurrent[o])
                row.kept[unit] = gates[f] * row.previousKept[unit] + gates[i] * gates[g]
                row.state[unit] = gates[o] * Self.activation(row.kept[unit], relu: relu)
            }
        case .gru:
            for unit in 0..<units {
                let (r, z, n) = (unit, units + unit, 2 * units + unit)
                gates[r] = Self.sigmoid(gates[r] + recurrent[r])
                gates[z] = Self.sigmoid(gates[z] + recurrent[z])
                row.kept[unit] = recurrent[n]
                gates[n] = tanhf(gates[n] + gates[r] * recurrent[n])
                row.state[unit] = (1 - gates[z]) * gates[n] + gates[z] * row.previousState[unit]
            }
        }
    }

    func backward(_ row: RecurrentGradientRow) {
        let units = row.units
        let gates = row.gates
        switch self {
        case .lstm(let relu):
            for unit in 0..<units {
                let (i, f, g, o) = (unit, units + unit, 2 * units + unit, 3 * units + unit)
                let output = Self.activation(row.kept[unit], relu: relu)
                let state = row.state[unit]
                let cell = row.cell[unit] + state * gates[o] * Self.slope(at: output, relu: relu)
                row.inputPart[i] = cell * gates[g] * gates[i] * (1 - gates[i])
                row.inputPart[f] = cell * row.previousKept[unit] * gates[f] * (1 - gates[f])
                row.inputPart[g] = cell * gates[i] * Self.slope(at: gates[g], relu: relu)
                row.inputPart[o] = state * output * gates[o] * (1 - gates[o])
                row.cell[unit] = cell * gates[f]
                row.state[unit] = 0
            }
        case .gru:
            for unit in 0..<units {
                let (r, z, n) = (unit, units + unit, 2 * units + unit)
                let state = row.state[unit]
                let candidate = state * (1 - gates[z]) * (1 - gates[n] * gates[n])
                row.inputPart[r] = candidate * row.kept[unit] * gates[r] * (1 - gates[r])
                row.inputPart[z] = state * (row.previousState[unit] - gates[n]) * gates[z] * (1 - gates[z])
                row.inputPart[n] = candidate
                row.statePart[r] = row.inputPart[r]
                row.statePart[z] = row.inputPart[z]
                row.statePart[n] = candidate * gates[r]
                row.state[unit] = state * gates[z]
            }
        }
    }

    private static func sigmoid(_ x: Float) -> Float { 1 / (1 + expf(-x)) }

    private static func activation(_ x: Float, relu: Bool) -> Float { relu ? max(x, 0) : tanhf(x) }

    /// The slope of the activation where its value is `y`.
    private static func slope(at y: Float, relu: Bool) -> Float { relu ? (y > 0 ? 1 : 0) : 1 - y * y }
}
