/// The rows and columns of a frame; one number stands for both.
public struct FrameSize: Hashable, Sendable {
    /// Rows.
    public var height: Int
    /// Columns.
    public var width: Int

    public init(height: Int, width: Int) {
        (self.height, self.width) = (height, width)
    }
}

extension FrameSize: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let side = try? container.decode(Int.self) {
            self.init(height: side, width: side)
            return
        }
        let sides = try container.decode([Int].self)
        guard sides.count == 2 else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a size is [height, width] or one number for both, not \(sides.count) numbers")
        }
        self.init(height: sides[0], width: sides[1])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([height, width])
    }
}

extension FrameSize: CustomStringConvertible {
    /// As in `64×64`: rows, columns.
    public var description: String { "\(height)×\(width)" }
}
