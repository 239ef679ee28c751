import Kernels
import Tensors

/// What a recurrent layer passes on.
public enum RecurrentOutput: String, CaseIterable, Codable, Hashable, Sendable {
    /// The state after the last step: a vector. Both directions: the forward state after the last step, then the backward
    /// state after the first.
    case last
    /// The state after every step: a sequence.
    case all
    /// The mean of the states: a vector.
    case mean
    /// The largest value of each feature among the states: a vector.
    case max
}

/// A layer that reads a sequence step by step: what `LSTM` and `GRU` share.
protocol RecurrentLayer: LayerDescription {
    var options: RecurrentOptions { get }
    var cell: RecurrentCell { get }
    /// What the biases are called.
    static var biases: [String] { get }
}

extension RecurrentLayer {
    static var bare: Self? { nil }
    static var example: String { "{units: 64}" }

    var name: String? { options.name }
    var units: Int { options.units }
    var bidirectional: Bool { options.bidirectional }
    var returns: RecurrentOutput { options.returns }
    var layers: Int { options.layers }
    var dropout: Float { options.dropout }
    var recurrentDropout: Float { options.recurrentDropout }

    private static var unitLimit: Int { 1 << 16 }
    private static var layerLimit: Int { 64 }

    /// Features of all directions together.
    private var features: Int { bidirectional ? 2 * units : units }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        try check(units, in: Self.unitLimit, option: "units", at: path)
        try check(layers, in: Self.layerLimit, option: "layers", at: path)
        for (option, rate) in [("dropout", dropout), ("recurrentDropout", recurrentDropout)]
        where !(rate >= 0 && rate < 1) {
            throw .invalidOption(
                path: path.description, option: option, value: "\(rate)", allowed: "at least 0 and below 1")
        }
        let (steps, _) = try input.sequence(readBy: path)
        return returns == .all ? .sequence(steps: steps, features: features) : .vector(features: features)
    }

    private func check(
        _ value: Int, in limit: Int, option: String, at path: LayerPath
    ) throws(ArchitectureError) {
        guard value >= 1, value <= limit else {
            throw .invalidOption(
                path: path.description, option: option, value: "\(value)", allowed: "from 1 to \(limit)")
        }
    }

    /// The tensors of every layer and direction in turn; those of the first layer are called as PyTorch's without `_l0`.
    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        _ = try output(for: input, at: path)
        let (_, inputs) = try input.sequence(readBy: path)
        let width = cell.gates * units
        _ = try FeatureLimits.count([width, max(inputs, features)], at: path)
        let bound = 1 / Double(units).squareRoot()
        return (0..<layers).flatMap { layer in
            let read = layer == 0 ? inputs : features
            let tensors =
                [("weight_ih", [width, read]), ("weight_hh", [width, units])] + Self.biases.map { ($0, [width]) }
            return (bidirectional ? ["", "_reverse"] : [""]).flatMap { direction in
                tensors.map {
                    ParameterDescription(
                        name: path.parameter($0.0 + (layer == 0 ? "" : "_l\(layer)") + direction),
                        shape: Shape($0.1), initialValue: .uniform(bound: bound))
                }
            }
        }
    }

    /// T·N·I to T·N·D·H layer by layer, then what `returns` asks for.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (_, parameters) = try described(input, at: path)
        let directions = bidirectional ? 2 : 1
        let share = parameters.count / layers
        var chain = LinkChain(input)
        for layer in 0..<layers {
            if layer > 0 { chain.append(try Dropout(rate: dropout).compile(chain.signal, at: path, in: builder)) }
            let tensors = Array(parameters[layer * share..<(layer + 1) * share])
            let level = try RecurrentLevel(
                self, reading: chain.signal, at: path,
                parameters: (0..<directions).map {
                    Array(tensors[$0 * share / directions..<($0 + 1) * share / directions])
                }, in: builder)
            chain.append(try level.compile(in: builder))
        }
        switch returns {
        case .all: break
        case .last: chain.append(try last(of: chain.signal, at: path, in: builder))
        case .mean: chain.append(try MeanOverTime().compile(chain.signal, at: path, in: builder))
        case .max: chain.append(try MaxOverTime().compile(chain.signal, at: path, in: builder))
        }
        return chain.link
    }

    /// T·N·D·H to N·D·H, and back.
    private func last(of states: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (steps, _) = try states.sequence(readBy: path)
        let lengths = states.lengths(steps: steps)
        let directions = bidirectional ? 2 : 1
        return try kernels { () throws(KernelError) in
            let output = try builder.activation(.plain([lengths.batch, features]))
            builder.addForward(
                SequenceKernel.last(
                    lengths: lengths, units: units, directions: directions, input: states.memory, output: output))
            builder.finishForward(with: states.memory)
            let signal = Signal(
                shape: .vector(features: features), memory: output, rows: lengths.batch, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let statesGradient = try builder.gradient(states.memory.layout)
                    builder.addBackward(
                        SequenceKernel.lastBackward(
                            lengths: lengths, units: units, directions: directions, outputGradient: gradient,
                            inputGradient: statesGradient))
                    builder.finishBackward(with: gradient)
                    return statesGradient
                }
            }
        }
    }
}

extension Signal {
    /// The extents of the sequence of vectors that the layer at `path` reads.
    func sequence(readBy path: LayerPath) throws(PlanError) -> (steps: Int, features: Int) {
        do {
            return try shape.sequence(readBy: path)
        } catch {
            throw .architecture(error)
        }
    }
}
