internal import CDNNL

/// One layer of LSTM over a sequence, in one or both directions; T·N·C in time-major order, both plain.
///
/// The initial states are explicit zeros: without them oneDNN 2.6 computes a wrong gradient of the recurrent weights.
public final class LSTMKernel {
    private let workspace: Workspace
    private let forward: PrimitiveDescriptor
    private let backward: PrimitiveDescriptor?
    private let shapes: Shapes
    private let initialState, initialCell: Memory
    private let saved: Memory?

    public init(
        steps: Int, batch: Int, inputs: Int, units: Int, bidirectional: Bool, trains: Bool, in workspace: Workspace
    ) throws(KernelError) {
        self.workspace = workspace
        let name = "an LSTM of \(units) units over \(steps) steps of \(batch)×\(inputs)"
        let shapes = try Shapes(
            steps: steps, batch: batch, inputs: inputs, units: units, directions: bidirectional ? 2 : 1)
        self.shapes = shapes
        let forward = try PrimitiveDescriptor(name, in: workspace) {
            dnnl_lstm_forward_primitive_desc_create(
                &$0, $1, trains ? dnnl_forward_training : dnnl_forward_inference, shapes.direction,
                shapes.input.handle, shapes.state.handle, shapes.state.handle, shapes.weights.handle,
                shapes.recurrent.handle, nil, nil, shapes.bias.handle, shapes.output.handle, nil, nil, 0, $2)
        }
        self.forward = forward
        initialState = try workspace.memory(shapes.state)
        initialCell = try workspace.memory(shapes.state)
        guard trains else {
            backward = nil
            saved = nil
            return
        }
        backward = try PrimitiveDescriptor("the gradient of \(name)", in: workspace) {
            dnnl_lstm_backward_primitive_desc_create(
                &$0, $1, dnnl_backward, shapes.direction, shapes.input.handle, shapes.state.handle, shapes.state.handle,
                shapes.weights.handle, shapes.recurrent.handle, nil, nil, shapes.bias.handle, shapes.output.handle, nil,
                nil, shapes.input.handle, shapes.state.handle, shapes.state.handle, shapes.weights.handle,
                shapes.recurrent.handle, nil, nil, shapes.bias.handle, shapes.output.handle, nil, nil, 0,
                forward.handle, $2)
        }
        saved = try workspace.memory(try forward.required(dnnl_query_workspace_md))
    }

    /// How the weights of the input lie: canonical (direction, gate·unit, input) and as the kernel stores their gradient.
    public var weightsLayouts: (canonical: Layout, stored: Layout) {
        get throws(KernelError) { try layouts(rows: shapes.inputs, index: 1, gradient: dnnl_query_diff_weights_md) }
    }

    /// The same for the recurrent weights.
    public var recurrentLayouts: (canonical: Layout, stored: Layout) {
        get throws(KernelError) { try layouts(rows: shapes.units, index: 2, gradient: dnnl_query_diff_weights_md) }
    }

    /// The bias is stored as it is canonical: (direction, gate·unit).
    public var biasLayout: Layout { shapes.bias }

    /// The step that reads `input` (T·N·inputs) and writes `output` (T·N·directions·units).
    ///
    /// - Parameter arrange: brings weights into the layout asked for.
    public func forward(
        input: Memory, weights: Memory, recurrent: Memory, bias: Memory, output: Memory,
        arrange: (Memory, Layout) throws(KernelError) -> Memory
    ) throws(KernelError) -> any Operation {
        var arguments = [
            (DNNL_ARG_SRC_LAYER, input), (DNNL_ARG_SRC_ITER, initialState), (DNNL_ARG_SRC_ITER_C, initialCell),
            (DNNL_ARG_WEIGHTS_LAYER, try arrange(weights, try forward.required(dnnl_query_weights_md, index: 0))),
            (DNNL_ARG_WEIGHTS_ITER, try arrange(recurrent, try forward.required(dnnl_query_weights_md, index: 1))),
            (DNNL_ARG_BIAS, bias), (DNNL_ARG_DST_LAYER, output),
        ]
        if let saved { arguments.append((DNNL_ARG_WORKSPACE, saved)) }
        return try Primitive(forward, arguments, in: workspace)
    }

    /// The steps of the backward pass; oneDNN adds to the weights' gradients, so they are zeroed first.
    public func backward(
        input: Memory, weights: Memory, recurrent: Memory, bias: Memory, output: Memory, outputGradient: Memory,
        inputGradient: Memory, gradients: (weights: Memory, recurrent: Memory, bias: Memory),
        arrange: (Memory, Layout) throws(KernelError) -> Memory
    ) throws(KernelError) -> [any Operation] {
        guard let backward, let saved else {
            throw .refused(operation: forward.name, status: "it was made without a backward pass")
        }
        let stateGradient = try workspace.memory(shapes.state)
        let cellGradient = try workspace.memory(shapes.state)
        let zero = HostOperation {
            for gradient in [gradients.weights, gradients.recurrent, gradients.bias] {
                UnsafeMutableRawPointer(gradient.elements)
                    .initializeMemory(as: UInt8.self, repeating: 0, count: gradient.layout.bytes)
            }
        }
        let arguments = [
            (DNNL_ARG_SRC_LAYER, input), (DNNL_ARG_SRC_ITER, initialState), (DNNL_ARG_SRC_ITER_C, initialCell),
            (DNNL_ARG_WEIGHTS_LAYER, try arrange(weights, try backward.required(dnnl_query_weights_md, index: 0))),
            (DNNL_ARG_WEIGHTS_ITER, try arrange(recurrent, try backward.required(dnnl_query_weights_md, index: 1))),
            (DNNL_ARG_BIAS, bias), (DNNL_ARG_DST_LAYER, output), (DNNL_ARG_WORKSPACE, saved),
            (DNNL_ARG_DIFF_DST_LAYER, outputGradient), (DNNL_ARG_DIFF_SRC_LAYER, inputGradient),
            (DNNL_ARG_DIFF_SRC_ITER, stateGradient), (DNNL_ARG_DIFF_SRC_ITER_C, cellGradient),
            (DNNL_ARG_DIFF_WEIGHTS_LAYER, gradients.weights), (DNNL_ARG_DIFF_WEIGHTS_ITER, gradients.recurrent),
            (DNNL_ARG_DIFF_BIAS, gradients.bias),
        ]
        return [zero, try Primitive(backward, arguments, in: workspace)]
    }

    private func layouts(
        rows: Int, index: Int32, gradient: dnnl_query_t
    ) throws(KernelError) -> (canonical: Layout, stored: Layout) {
        let units = shapes.units
        let canonical = try Layout.strided(
            [1, shapes.directions, rows, 4, units],
            strides: [shapes.directions * rows * 4 * units, rows * 4 * units, 1, units * rows, rows])
        let stored: Layout
        if let backward {
            stored = try backward.required(gradient, index: index - 1)
        } else {
            stored = try forward.required(dnnl_query_weights_md, index: index - 1)
        }
        return (canonical, stored)
    }

    /// The layouts of an LSTM's tensors.
    private struct Shapes {
        let inputs, units, directions: Int
        let direction: dnnl_rnn_direction_t
        let input, output, state, weights, recurrent, bias: Layout

        init(steps: Int, batch: Int, inputs: Int, units: Int, directions: Int) throws(KernelError) {
            self.inputs = inputs
            self.units = units
            self.directions = directions
            direction = directions == 2 ? dnnl_bidirectional_concat : dnnl_unidirectional_left2right
            input = try Layout.plain([steps, batch, inputs])
            output = try Layout.plain([steps, batch, directions * units])
            state = try Layout.plain([1, directions, batch, units])
            weights = try Layout.any([1, directions, inputs, 4, units])
            recurrent = try Layout.any([1, directions, units, 4, units])
            bias = try Layout.plain([1, directions, 4, units])
        }
    }
}
