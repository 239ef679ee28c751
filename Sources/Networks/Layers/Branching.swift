import Kernels

/// How the outputs of branches become one.
public enum BranchJoin: String, CaseIterable, Codable, Hashable, Sendable {
    /// Side by side along the channels of maps and volumes, or the features of vectors and sequences.
    case concat
    /// Number by number.
    case add
}

/// Layers that read one input in several branches and join what these make of it.
protocol BranchingLayer: LayerContainer {
    var join: BranchJoin { get }
    /// What an error advises where the outputs do not fit together.
    static var advice: String { get }
}

extension BranchingLayer {
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        try joinedOutput(for: input, at: path)
    }

    /// The shape of the joined outputs of all branches.
    func joinedOutput(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        var outputs: [FeatureShape] = []
        for branch in branches(at: path) {
            outputs.append(
                try LayerSequence.output(of: branch.layers, for: input, below: branch.path).singleFrameAsMap)
        }
        guard var output = outputs.first else {
            throw .invalidOption(
                path: path.description, option: "branches", value: "empty", allowed: "at least one list of layers")
        }
        let comparable = join == .add ? outputs : outputs.map { $0.withChannels(1) }
        guard comparable.allSatisfy({ $0 == comparable[0] }) else {
            throw .branchesDiffer(
                path: path.description, join: join.rawValue, outputs: outputs, advice: Self.advice)
        }
        if join == .concat { output = output.withChannels(outputs.reduce(0) { $0 + $1.channels }) }
        return output
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        var parameters: [ParameterDescription] = []
        for branch in branches(at: path) {
            parameters += try LayerSequence.parameters(of: branch.layers, for: input, below: branch.path)
        }
        return parameters
    }

    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try compile(input, at: path, then: nil, in: builder)
    }

    /// y = f(Σ fₖ(x)) or [f₁(x), f₂(x), …] along the channels; backward dx = Σ of the branches' input gradients.
    ///
    /// The input is held until every branch has read it.
    func compile(
        _ input: Signal, at path: LayerPath, then activation: FusedActivation?, in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let links = try builder.holding(input.memory) { () throws(PlanError) in
            var links: [Link] = []
            for branch in branches(at: path) {
                links.append(try LayerSequence.compile(branch.layers, input: input, below: branch.path, in: builder))
            }
            return links
        }
        let parts = links.map(\.output.memory)
        let joined = try kernels { () throws(KernelError) in
            switch join {
            case .add: try BranchSum(of: parts, then: activation, in: builder)
            case .concat: try BranchConcatenation(of: parts, in: builder) as any JoinedBranches
            }
        }
        builder.finishForward(with: parts + [input.memory], except: joined.output)
        let signal = Signal(
            shape: shape, memory: joined.output, rows: links[0].output.rows,
            needsGradient: links.contains { $0.output.needsGradient }, lengths: links[0].output.lengths)
        return Link(output: signal) { gradient throws(PlanError) in
            let gradients = try kernels { () throws(KernelError) in try joined.gradients(of: gradient, in: builder) }
            var total: Memory?
            for (link, gradient) in zip(links, gradients) {
                guard let part = try link.backward(gradient) else { continue }
                guard let sum = total else {
                    total = part
                    continue
                }
                total = try kernels { () throws(KernelError) in
                    let part = try builder.arrangedGradient(part, as: sum.layout)
                    builder.addBackward(try SumKernel.operation(sum, part, output: sum, in: builder.workspace))
                    builder.finishBackward(with: part)
                    return sum
                }
            }
            return total
        }
    }
}

extension PlanBuilder {
    /// Says that no later step of the forward pass reads any of `memories`, which may be the same, but `kept`.
    fileprivate func finishForward(with memories: [Memory], except kept: Memory) {
        var done: Set<ObjectIdentifier> = [ObjectIdentifier(kept.region)]
        for memory in memories where done.insert(ObjectIdentifier(memory.region)).inserted {
            finishForward(with: memory)
        }
    }
}

extension FeatureShape {
    /// The channels of maps and volumes, or the features of vectors.
    fileprivate var channels: Int {
        switch self {
        case .frames(_, let channels, _, _), .map(let channels, _, _), .volume(let channels, _, _, _): channels
        case .sequence(_, let features), .vector(let features): features
        }
    }

    /// The same shape with another number of channels or features.
    fileprivate func withChannels(_ channels: Int) -> FeatureShape {
        switch self {
        case .frames(let count, _, let height, let width):
            .frames(count: count, channels: channels, height: height, width: width)
        case .map(_, let height, let width): .map(channels: channels, height: height, width: width)
        case .volume(_, let depth, let height, let width):
            .volume(channels: channels, depth: depth, height: height, width: width)
        case .sequence(let steps, _): .sequence(steps: steps, features: channels)
        case .vector: .vector(features: channels)
        }
    }
}
