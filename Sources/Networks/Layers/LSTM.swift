import Kernels
import Tensors

/// A long short-term memory over a sequence (Hochreiter and Schmidhuber 1997; Gers et al. 2000), PyTorch's equations.
public struct LSTM {
    /// What the layer passes on.
    public enum Output: String, Codable, Hashable, Sendable {
        /// The state after the last step: a vector. Both directions: the forward state after the last step, then the backward
        /// state after the first.
        case last
        /// The state after every step: a sequence.
        case all
    }

    public var name: String?
    /// Features of the state, in each direction.
    public var units: Int
    /// Whether a second LSTM reads the sequence backwards; its features follow the first's.
    public var bidirectional: Bool
    public var returns: Output

    public init(name: String? = nil, units: Int, bidirectional: Bool = false, returns: Output = .last) {
        self.name = name
        self.units = units
        self.bidirectional = bidirectional
        self.returns = returns
    }
}

extension LSTM: LayerDescription {
    static let kind = "lstm"
    static var bare: Self? { nil }
    static var example: String { "{units: 64}" }

    private static let unitLimit = 1 << 16

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard units >= 1, units <= Self.unitLimit else {
            throw .invalidOption(
                path: path.description, option: "units", value: "\(units)", allowed: "from 1 to \(Self.unitLimit)")
        }
        let (steps, _) = try input.sequence(readBy: path)
        let features = bidirectional ? 2 * units : units
        return returns == .last ? .vector(features: features) : .sequence(steps: steps, features: features)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (_, features) = try input.sequence(readBy: path)
        _ = try FeatureLimits.count([4 * units, features], at: path)
        _ = try FeatureLimits.count([4 * units, units], at: path)
        let bound = 1 / Double(units).squareRoot()
        return (bidirectional ? ["", "_reverse"] : [""]).flatMap { suffix in
            [("weight_ih", [4 * units, features]), ("weight_hh", [4 * units, units]), ("bias", [4 * units])].map {
                ParameterDescription(
                    name: path.parameter($0.0 + suffix), shape: Shape($0.1), initialValue: .uniform(bound: bound))
            }
        }
    }
}

extension LSTM {
    /// T·N·I to T·N·D·H, then the last states (N·D·H) unless all are wanted. Backward through time likewise.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        guard case .sequence(let steps, let features) = input.shape else { return .passing(input) }
        let batch = input.rows / steps
        let directions = bidirectional ? 2 : 1
        return try kernels { () throws(KernelError) in
            let kernel = try LSTMKernel(
                steps: steps, batch: batch, inputs: features, units: units, bidirectional: bidirectional,
                trains: builder.trains, in: builder.workspace)
            let parts = (0..<3).map { kind in (0..<directions).map { parameters[3 * $0 + kind] } }
            let (canonical, stored) = try kernel.weightsLayouts
            let weights = try builder.parameter(parts[0], canonical: canonical, stored: stored)
            let (recurrentCanonical, recurrentStored) = try kernel.recurrentLayouts
            let recurrent = try builder.parameter(parts[1], canonical: recurrentCanonical, stored: recurrentStored)
            let biases = try builder.parameter(parts[2], canonical: kernel.biasLayout, stored: kernel.biasLayout)
            builder.addCopy(into: [weights, recurrent, biases])
            let states = try builder.activation(.plain([input.rows, directions * units]))
            let sequence = try builder.workspace.view(of: input.memory, as: .plain([steps, batch, features]))
            let stateSequence = try builder.workspace.view(of: states, as: .plain([steps, batch, directions * units]))
            builder.addForward(
                try kernel.forward(
                    input: sequence, weights: weights.value, recurrent: recurrent.value, bias: biases.value,
                    output: stateSequence
                ) { memory, layout throws(KernelError) in
                    try builder.arranged(memory, as: layout, isBackward: false)
                })
            builder.finishForward(with: input.memory)
            var output = Signal(shape: shape, memory: states, rows: input.rows, needsGradient: true)
            if returns == .last {
                output.memory = try builder.activation(.plain([batch, directions * units]))
                output.rows = batch
                builder.addForward(
                    SequenceKernel.last(
                        steps: steps, batch: batch, units: units, directions: directions, input: states,
                        output: output.memory))
                builder.finishForward(with: states)
            }
            return Link(output: output) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    guard let weightsGradient = weights.gradient, let recurrentGradient = recurrent.gradient,
                        let biasGradient = biases.gradient
                    else { return nil }
                    var gradient = gradient
                    if returns == .last {
                        let all = try builder.workspace.memory(states.layout)
                        builder.addBackward(
                            SequenceKernel.lastBackward(
                                steps: steps, batch: batch, units: units, directions: directions,
                                outputGradient: gradient, inputGradient: all))
                        builder.finishBackward(with: gradient)
                        gradient = all
                    }
                    let inputGradient = try builder.gradient(input.memory.layout)
                    let operations = try kernel.backward(
                        input: sequence, weights: weights.value, recurrent: recurrent.value, bias: biases.value,
                        output: stateSequence,
                        outputGradient: builder.workspace.view(of: gradient, as: stateSequence.layout),
                        inputGradient: builder.workspace.view(of: inputGradient, as: sequence.layout),
                        gradients: (weightsGradient, recurrentGradient, biasGradient)
                    ) { memory, layout throws(KernelError) in
                        try builder.arranged(memory, as: layout, isBackward: true)
                    }
                    operations.forEach(builder.addBackward)
                    if returns == .all { builder.finishBackward(with: gradient) }
                    return inputGradient
                }
            }
        }
    }
}

extension LSTM: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decode(Int.self, forKey: .units),
            bidirectional: try container.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false,
            returns: try container.decodeIfPresent(Output.self, forKey: .returns) ?? .last)
    }
}

extension Layer {
    public static func lstm(_ layer: LSTM) -> Layer { Layer(layer) }
}
