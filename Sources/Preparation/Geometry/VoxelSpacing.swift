/// The distance in mm between voxels along three axes; one number stands for all.
public struct VoxelSpacing: Hashable, Sendable {
    /// Millimetres along the first, second and third axis of the oriented volume.
    public var millimetres: [Double]

    public init(_ first: Double, _ second: Double, _ third: Double) {
        millimetres = [first, second, third]
    }
}

extension VoxelSpacing: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let edge = try? container.decode(Double.self) {
            self.init(edge, edge, edge)
            return
        }
        let edges = try container.decode([Double].self)
        guard edges.count == 3 else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a spacing is three numbers in mm or one for all, not \(edges.count) numbers")
        }
        self.init(edges[0], edges[1], edges[2])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millimetres)
    }
}

extension VoxelSpacing: CustomStringConvertible {
    public var description: String { "\(millimetres)" }
}
