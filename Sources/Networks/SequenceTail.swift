import Tensors

/// The part of a network that reads a sequence of vectors: everything behind the layer that first makes one of the frames.
///
/// It is a network of its own, so what it says can be followed as a function of the frames' features alone.
public struct SequenceTail: Sendable {
    /// What the steps of the sequence are parts of.
    public enum Division: Hashable, Sendable {
        /// The frames that the network reads, each a step.
        case frames
        /// Volumes of equally many frames.
        case volumes
        /// The rows, columns or cells of one map.
        case rows, columns
        case cells(rows: Int, columns: Int)
    }

    /// The layer that makes the sequence.
    public let path: String
    /// T steps of F features.
    public let steps, features: Int
    /// What the steps are.
    public let division: Division
    /// The clinical numbers that layers behind the sequence read.
    private let clinical: Int
    /// The layers behind it, before which each step's 1×1 map of F channels is read as a vector.
    public let architecture: Architecture
    private let names: [String]
    private let ownNames: [String]

    /// What the tail reads: T frames of 1×1×F.
    public var input: InputShape {
        InputShape(frames: steps, height: 1, width: 1, channels: features, clinical: clinical)
    }

    /// `nil` where no outermost layer but the last makes a sequence of vectors.
    public init?(of whole: Architecture, for input: InputShape) throws(ArchitectureError) {
        let outputs = try whole.outputs(for: input)
        guard
            let place = outputs.firstIndex(where: { if case .sequence = $0 { true } else { false } }),
            case .sequence(let steps, let features) = outputs[place], place + 1 < whole.layers.count
        else { return nil }
        path = try LayerPath.siblings(whole.layers, below: LayerPath())[place].description
        self.steps = steps
        self.features = features
        clinical = input.clinical
        division = try Self.division(
            by: whole.layers[place], reading: place > 0 ? outputs[place - 1] : Architecture.shape(of: input))
        let entry = Layer.timeDistributed(TimeDistributed(name: Self.entryName, layers: [.flatten]))
        architecture = Architecture(layers: [entry] + whole.layers[(place + 1)...])
        let own = try architecture.parameters(
            for: InputShape(
                frames: steps, height: 1, width: 1, channels: features, clinical: input.clinical))
        ownNames = own.map(\.name)
        names = try whole.parameters(for: input).suffix(own.count).map(\.name)
    }

    private static func division(
        by whole: Layer, reading input: FeatureShape
    ) throws(ArchitectureError) -> Division {
        let layer = whole.description
        if let block = layer as? Sequential {
            var shape = input
            for inner in block.layers {
                let output = try inner.output(for: shape, at: LayerPath())
                if case .sequence = output { return try division(by: inner, reading: shape) }
                shape = output
            }
        }
        if let rearranged = layer as? ReadAsSequence {
            switch rearranged.steps {
            case .rows: return .rows
            case .columns: return .columns
            case .cells:
                let (_, height, width) = try input.map(readBy: LayerPath())
                return .cells(rows: height, columns: width)
            }
        }
        if let distributed = layer as? TimeDistributed {
            if distributed.axis == .rows { return .rows }
            if distributed.steps != nil { return .volumes }
        }
        return .frames
    }

    /// A name that no layer of a pipeline can bear twice.
    private static let entryName = "features-of-frames"

    /// The tail's tensors out of the whole network's.
    public func weights(of whole: Weights) throws(PlanError) -> Weights {
        var weights = Weights()
        for (name, own) in zip(names, ownNames) { weights[own] = try whole.tensor(name) }
        return weights
    }
}
