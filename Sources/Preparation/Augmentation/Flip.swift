import Tensors

/// Frames mirrored with a probability: `flip: horizontal`, or `flip: { horizontal: 0.5, vertical: 0.5 }`.
public struct Flip: Hashable, Sendable {
    /// The probability that left and right change places.
    public var horizontal = 0.0
    /// The probability that top and bottom change places.
    public var vertical = 0.0

    public init(horizontal: Double = 0, vertical: Double = 0) {
        (self.horizontal, self.vertical) = (horizontal, vertical)
    }

    /// Draws which sides change places.
    func draw(using generator: inout RandomGenerator) -> FrameTransform {
        let mirrorsColumns = generator.happens(with: horizontal)
        let mirrorsRows = generator.happens(with: vertical)
        return .scaling(rows: mirrorsRows ? -1 : 1, columns: mirrorsColumns ? -1 : 1)
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.requireProbability(horizontal, "flip.horizontal")
        try AugmentationError.requireProbability(vertical, "flip.vertical")
    }
}

extension Flip: Codable {
    private enum CodingKeys: String, CodingKey {
        case horizontal, vertical
    }

    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            switch word {
            case "horizontal": self.init(horizontal: 0.5)
            case "vertical": self.init(vertical: 0.5)
            case "both": self.init(horizontal: 0.5, vertical: 0.5)
            default:
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(
                        codingPath: decoder.codingPath,
                        debugDescription: "'\(word)' is no flip: write horizontal, vertical or both"))
            }
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            horizontal: try container.decodeIfPresent(Double.self, forKey: .horizontal) ?? 0,
            vertical: try container.decodeIfPresent(Double.self, forKey: .vertical) ?? 0)
    }
}
