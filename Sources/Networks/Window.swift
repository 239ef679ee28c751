/// The extents of a window, or its steps: one number for every axis, or one for each, outermost first (`[rows, columns]` of a
/// map, `[depth, rows, columns]` of a volume).
public struct Window: Hashable, Sendable {
    /// One number, or one for each axis.
    public var extents: [Int]

    public init(_ extents: Int...) {
        self.extents = extents
    }

    /// One number for each of `axes` axes, all within `range`.
    func extents(
        axes: Int, within range: ClosedRange<Int>, option: String, at path: LayerPath
    ) throws(ArchitectureError) -> [Int] {
        guard extents.count == 1 || extents.count == axes else {
            throw .invalidOption(
                path: path.description, option: option, value: "\(extents)",
                allowed: axes == 2
                    ? "one number or [rows, columns] for a map" : "one number or [depth, rows, columns] for a volume")
        }
        for extent in extents where !range.contains(extent) {
            throw .invalidOption(
                path: path.description, option: option, value: "\(extent)",
                allowed: "from \(range.lowerBound) to \(range.upperBound)")
        }
        return extents.count == axes ? extents : Array(repeating: extents[0], count: axes)
    }
}

extension Window: ExpressibleByIntegerLiteral {
    public init(integerLiteral extent: Int) {
        self.init(extent)
    }
}

extension Window: Codable {
    public init(from decoder: any Decoder) throws {
        if let extent = try? decoder.singleValueContainer().decode(Int.self) {
            extents = [extent]
            return
        }
        guard let extents = try? decoder.singleValueContainer().decode([Int].self), [2, 3].contains(extents.count)
        else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected a number, [rows, columns] or [depth, rows, columns]"))
        }
        self.extents = extents
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if extents.count == 1 {
            try container.encode(extents[0])
        } else {
            try container.encode(extents)
        }
    }
}
