/// Rows and columns of a window or a stride, spelt as one number or as `[rows, columns]`.
public struct Window: Hashable, Sendable {
    public var height: Int
    public var width: Int

    public init(_ height: Int, _ width: Int) {
        self.height = height
        self.width = width
    }

    /// An error unless both extents lie within `range`.
    func check(_ range: ClosedRange<Int>, option: String, at path: LayerPath) throws(ArchitectureError) {
        for extent in [height, width] where !range.contains(extent) {
            throw .invalidOption(
                path: path.description, option: option, value: "\(extent)",
                allowed: "from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}

extension Window: ExpressibleByIntegerLiteral {
    public init(integerLiteral extent: Int) {
        self.init(extent, extent)
    }
}

extension Window: Codable {
    public init(from decoder: any Decoder) throws {
        if let extent = try? decoder.singleValueContainer().decode(Int.self) {
            self.init(extent, extent)
            return
        }
        guard let extents = try? decoder.singleValueContainer().decode([Int].self), extents.count == 2 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected a number or [rows, columns]"))
        }
        self.init(extents[0], extents[1])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if height == width {
            try container.encode(height)
        } else {
            try container.encode([height, width])
        }
    }
}
