import Kernels

/// Joins what is known about the patient to what the layers before made of the scan.
///
/// Its own layers read the clinical numbers of the sample. `concat` lays their output beside the scan's features (late
/// fusion; the clinical branch of the spatial CNN-LSTM). `weights` makes of it one weight for each step of a sequence,
/// α = softmax(g(clinical)), and passes on Σ αₜ·xₜ: which part of the scan counts depends on the patient (Hatami et al.
/// 2022, whose parts are modalities; of logits this is the logarithmic pool of the parts' probabilities).
public struct JoinClinical {
    /// What becomes of the branch's output.
    public enum Combination: String, CaseIterable, Codable, Hashable, Sendable {
        case concat, weights
    }

    public var name: String?
    /// The layers that read the clinical numbers; without any, `concat` takes the numbers themselves.
    public var layers: [Layer]
    public var combine: Combination
    /// How many clinical numbers the input has; known once the network's input is.
    private var numbers = 0

    public init(name: String? = nil, layers: [Layer] = [], combine: Combination = .concat) {
        self.name = name
        self.layers = layers
        self.combine = combine
    }
}

extension JoinClinical: LayerDescription {
    static let kind = "joinClinical"
    static var bare: Self? { Self() }
    static var example: String { "{layers: [{dense: {units: 4}}, relu]}" }
    static var holdsLayers: Bool { true }

    func bound(to input: InputShape) -> Self {
        var bound = self
        bound.numbers = input.clinical
        return bound
    }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let own = try ownOutput(at: path)
        switch combine {
        case .concat:
            guard case .vector(let features) = input else {
                throw .unexpectedInput(
                    path: path.description, given: input, wanted: "a vector",
                    advice:
                        "put it behind `lstm`, `globalAveragePool` or `flatten`, or write `combine: weights`, which "
                        + "reads a sequence")
            }
            return .vector(features: features + own)
        case .weights:
            let (steps, features) = try input.sequence(readBy: path)
            guard own == steps else {
                throw .branchesDiffer(
                    path: path.description, join: "weigh", outputs: [input, .vector(features: own)],
                    advice: "end its own layers with `{dense: {units: \(steps)}}`, one weight for each step")
            }
            return .vector(features: features)
        }
    }

    /// The features that its own layers make of the clinical numbers.
    private func ownOutput(at path: LayerPath) throws(ArchitectureError) -> Int {
        guard numbers > 0 else {
            throw .invalidOption(
                path: path.description, option: "layers", value: "without clinical numbers",
                allowed:
                    "given some: name the columns in `cohort.clinical`, and put the layer among the outermost layers "
                    + "of the model")
        }
        let output = try LayerSequence.output(of: layers, for: .vector(features: numbers), below: path)
        guard case .vector(let features) = output else {
            throw .unexpectedInput(
                path: path.description, given: output, wanted: "a vector from its own last layer",
                advice: "its layers read one vector: use dense layers and activations")
        }
        return features
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        try LayerSequence.parameters(of: layers, for: .vector(features: numbers), below: path)
    }
}

extension JoinClinical {
    /// y = [x, g(c)] for `concat`, N·F; y = Σ softmax(g(c))ₜ·xₜ for `weights`, T·N·F to N·F.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let clinical = try kernels { () throws(KernelError) in try builder.requiredClinical() }
        let source = Signal(
            shape: .vector(features: numbers), memory: clinical, rows: clinical.layout.extents[0], needsGradient: false)
        let branch = try builder.holding(input.memory) { () throws(PlanError) in
            try LayerSequence.compile(layers, input: source, below: path, in: builder)
        }
        return switch combine {
        case .concat: try concatenation(of: input, and: branch, shape: shape, in: builder)
        case .weights: try weighting(of: input, by: branch, shape: shape, at: path, in: builder)
        }
    }

    /// Backward: dx and dg are their own columns of dy.
    private func concatenation(
        of input: Signal, and branch: Link, shape: FeatureShape, in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let parts = [input.memory, branch.output.memory]
        let joined = try kernels { () throws(KernelError) in try BranchConcatenation(of: parts, in: builder) }
        for part in parts { builder.finishForward(with: part) }
        let signal = Signal(shape: shape, memory: joined.output, rows: input.rows, needsGradient: true)
        return Link(output: signal) { gradient throws(PlanError) in
            let gradients = try kernels { () throws(KernelError) in try joined.gradients(of: gradient, in: builder) }
            if let unused = try branch.backward(gradients[1]) { builder.finishBackward(with: unused) }
            return gradients[0]
        }
    }

    private func weighting(
        of input: Signal, by branch: Link, shape: FeatureShape, at path: LayerPath, in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let (steps, features) = try input.sequence(readBy: path)
        let lengths = input.lengths(steps: steps)
        let batch = branch.output.rows
        return try kernels { () throws(KernelError) in
            let scores = try branch.output.rearranged(
                as: .sequence(steps: steps, features: 1), rows: steps * batch, seen: nil,
                flat: .strided([batch, steps], strides: [1, batch]), in: builder)
            let kernel = WeightedSumKernel(lengths: lengths, features: features)
            let output = try builder.activation(.plain([batch, features]))
            builder.addForward(kernel.forward(input: input.memory, scores: scores.output.memory, output: output))
            builder.addAttention(at: path) { [kernel.weights(of: $0)] }
            builder.finishForward(with: scores.output.memory)
            builder.finishForward(with: input.memory)
            let signal = Signal(shape: shape, memory: output, rows: batch, needsGradient: true)
            return Link(output: signal) { gradient throws(PlanError) in
                let (inputGradient, scoresGradient) = try kernels { () throws(KernelError) in
                    let inputGradient = try builder.gradient(input.memory.layout)
                    let scoresGradient = try builder.gradient(scores.output.memory.layout)
                    builder.addBackward(
                        kernel.backward(
                            input: input.memory, outputGradient: gradient, inputGradient: inputGradient,
                            scoresGradient: scoresGradient))
                    builder.finishBackward(with: gradient)
                    return (inputGradient, scoresGradient)
                }
                if let own = try scores.backward(scoresGradient), let unused = try branch.backward(own) {
                    builder.finishBackward(with: unused)
                }
                return inputGradient
            }
        }
    }
}

extension JoinClinical: Codable {
    private enum CodingKeys: CodingKey {
        case name, layers, combine
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            layers: try container.decodeIfPresent([Layer].self, forKey: .layers) ?? [],
            combine: try container.decodeIfPresent(Combination.self, forKey: .combine) ?? .concat)
    }
}

extension Layer {
    public static func joinClinical(_ layer: JoinClinical) -> Layer { Layer(layer) }
}

extension Architecture {
    /// Whether a layer reads clinical numbers.
    public var readsClinical: Bool { layers.contains { $0.kind == JoinClinical.kind } }
}
