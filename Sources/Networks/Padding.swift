/// What surrounds a map or a volume before a window slides over it.
public enum Padding: Hashable, Sendable {
    /// As much as makes the output `ceil(extent / stride)`; what is odd goes behind, below and to the right.
    case same
    /// None.
    case valid
    /// So much on both sides of each axis.
    case explicit(Window)
    /// So much on each side.
    case sides(Sides)

    /// Rows above and below, columns left and right, and for a volume slices in front and behind.
    public struct Sides: Hashable, Sendable {
        public var top, bottom, left, right, front, back: Int

        public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0, front: Int = 0, back: Int = 0) {
            self.top = top
            self.bottom = bottom
            self.left = left
            self.right = right
            self.front = front
            self.back = back
        }
    }

    /// The padding of each of `axes` axes, outermost first; `nil` where it follows from the extents.
    func amounts(axes: Int, at path: LayerPath) throws(ArchitectureError) -> [(before: Int, after: Int)]? {
        let range = 0...SlidingWindow.limit
        switch self {
        case .same: return nil
        case .valid: return Array(repeating: (0, 0), count: axes)
        case .explicit(let window):
            return try window.extents(axes: axes, within: range, option: "padding", at: path).map { ($0, $0) }
        case .sides(let sides):
            let all = [(sides.front, sides.back), (sides.top, sides.bottom), (sides.left, sides.right)]
            for amount in all.flatMap({ [$0.0, $0.1] }) where !range.contains(amount) {
                throw .invalidOption(
                    path: path.description, option: "padding", value: "\(amount)",
                    allowed: "from \(range.lowerBound) to \(range.upperBound) on each side")
            }
            guard axes == 3 || all[0] == (0, 0) else {
                throw .invalidOption(
                    path: path.description, option: "padding", value: "`front` or `back` of a map",
                    allowed: "top, bottom, left and right; only a volume has a front and a back")
            }
            return Array(all.suffix(axes))
        }
    }
}

extension Padding.Sides: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func side(_ key: CodingKeys) throws -> Int { try container.decodeIfPresent(Int.self, forKey: key) ?? 0 }
        self.init(
            top: try side(.top), bottom: try side(.bottom), left: try side(.left), right: try side(.right),
            front: try side(.front), back: try side(.back))
    }
}

extension Padding: Codable {
    public init(from decoder: any Decoder) throws {
        // A number of a pipeline file can be read as a word, too.
        if let window = try? Window(from: decoder) {
            self = .explicit(window)
        } else if let word = try? decoder.singleValueContainer().decode(String.self) {
            switch word {
            case "same": self = .same
            case "valid": self = .valid
            default:
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "expected same, valid, a number, [rows, columns] or "
                            + "{top: 0, bottom: 1, left: 0, right: 1} but found `\(word)`"))
            }
        } else {
            self = .sides(try Sides(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .same, .valid:
            var container = encoder.singleValueContainer()
            try container.encode(self == .same ? "same" : "valid")
        case .explicit(let window): try window.encode(to: encoder)
        case .sides(let sides): try sides.encode(to: encoder)
        }
    }
}
