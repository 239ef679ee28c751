internal import CVectorKernels

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
        switch self {
        case .lstm(let relu):
            cine_lstm_forward(
                row.units, relu ? 1 : 0, row.gates, row.recurrent, row.previousKept, row.kept, row.state)
        case .gru:
            cine_gru_forward(row.units, row.gates, row.recurrent, row.previousState, row.kept, row.state)
        }
    }

    func backward(_ row: RecurrentGradientRow) {
        switch self {
        case .lstm(let relu):
            cine_lstm_backward(
                row.units, relu ? 1 : 0, row.gates, row.previousKept, row.kept, row.state, row.cell, row.inputPart)
            row.state.update(repeating: 0, count: row.units)
        case .gru:
            cine_gru_backward(
                row.units, row.gates, row.previousState, row.kept, row.state, row.inputPart, row.statePart)
        }
    }
}
