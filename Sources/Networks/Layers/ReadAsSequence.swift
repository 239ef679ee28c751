import Kernels

/// Reads one feature map as a sequence: its rows from top to bottom, its columns from left to right, or its cells row by row.
///
/// A row's features are `C·W`, a column's `C·H`, a cell's `C`.
public struct ReadAsSequence {
    public enum Steps: String, CaseIterable, Codable, Hashable, Sendable {
        case rows, columns, cells
    }

    public var name: String?
    public var steps: Steps

    public init(name: String? = nil, steps: Steps = .rows) {
        self.name = name
        self.steps = steps
    }
}

extension ReadAsSequence: LayerDescription {
    static let kind = "readAsSequence"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let (channels, height, width) = try input.map(readBy: path)
        switch steps {
        case .rows:
            return .sequence(steps: height, features: try FeatureLimits.count([channels, width], at: path))
        case .columns:
            return .sequence(steps: width, features: try FeatureLimits.count([channels, height], at: path))
        case .cells:
            return .sequence(steps: try FeatureLimits.count([height, width], at: path), features: channels)
        }
    }
}

extension ReadAsSequence {
    /// N·C·H·W to T·N·F; backward the other way.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let extents = input.memory.layout.extents
        let (batch, channels, height, width) = (extents[0], extents[1], extents[2], extents[3])
        let strides: [Int]
        let count: Int
        switch steps {
        case .rows: (count, strides) = (height, [channels * width, width, batch * channels * width, 1])
        case .columns: (count, strides) = (width, [channels * height, height, 1, batch * channels * height])
        case .cells: (count, strides) = (height * width, [channels, 1, width * batch * channels, batch * channels])
        }
        return try kernels { () throws(KernelError) in
            try input.rearranged(
                as: shape, rows: count * batch, seen: nil, flat: .strided(extents, strides: strides), in: builder)
        }
    }
}

extension ReadAsSequence: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            steps: try container.decodeIfPresent(Steps.self, forKey: .steps) ?? .rows)
    }
}

extension Layer {
    public static func readAsSequence(_ layer: ReadAsSequence) -> Layer { Layer(layer) }
}
