import Tensors

/// A box of each sequence is replaced by its partner's, the same in all frames and for the whole step (Yun et al. 2019).
///
/// With λ from Beta(α, α) the box has √(1 − λ) of each side of a frame, lies evenly about a pixel drawn at random and is cut at
/// the border; the shares of the target are those of the areas.
public struct Cutmix: Hashable, Sendable {
    public var alpha = 1.0

    public init(alpha: Double = 1) {
        self.alpha = alpha
    }
}

extension Cutmix: MixingRule {
    private struct Box: PairMixing {
        var rows, columns: Range<Int>
        var share: Double

        func mix(_ partner: Tensor, into sequence: inout Tensor) {
            let (frames, height, width, channels) = (
                sequence.shape[0], sequence.shape[1], sequence.shape[2], sequence.shape[3]
            )
            partner.withUnsafeElements { partner in
                sequence.withUnsafeMutableElements { elements in
                    for frame in 0..<frames {
                        for row in rows {
                            let start = (frame * height + row) * width
                            for index in (start + columns.lowerBound) * channels..<(start + columns.upperBound)
                                * channels
                            {
                                elements[index] = partner[index]
                            }
                        }
                    }
                }
            }
        }
    }

    func draw(share: Double, shape: Shape, using generator: inout RandomGenerator) -> any PairMixing {
        let (height, width) = (shape[1], shape[2])
        let side = (1 - share).squareRoot()
        let rows = Self.span(Int(Double(height) * side), in: height, using: &generator)
        let columns = Self.span(Int(Double(width) * side), in: width, using: &generator)
        let area = Double(rows.count * columns.count) / Double(height * width)
        return Box(rows: rows, columns: columns, share: 1 - area)
    }

    /// A range of about `length` about a place drawn at random, cut at the border.
    private static func span(_ length: Int, in extent: Int, using generator: inout RandomGenerator) -> Range<Int> {
        let centre = generator.index(below: extent)
        return max(centre - length / 2, 0)..<min(centre - length / 2 + length, extent)
    }
}

extension Cutmix: Codable {
    enum CodingKeys: String, CodingKey {
        case alpha
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.alpha, into: &alpha, .above(0))
    }
}
