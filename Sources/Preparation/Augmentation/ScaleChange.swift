import Foundation
import Tensors

/// Frames magnified about their centre by a factor: `scale: 0.1` for 0.9 to 1.1, or `scale: [0.8, 1.2]`.
///
/// The logarithm of the factor is drawn evenly, so that larger and smaller are alike.
public struct ScaleChange: Hashable, Sendable {
    /// The smallest and the greatest factor.
    public var least, most: Double

    public init(least: Double, most: Double) {
        (self.least, self.most) = (least, most)
    }

    /// Draws a factor.
    func draw(using generator: inout RandomGenerator) -> FrameTransform {
        let factor = exp(generator.uniform(log(least)...log(most)))
        return .scaling(rows: 1 / factor, columns: 1 / factor)
    }

    func validate() throws(AugmentationError) {
        guard least >= 0.1, least <= most, most <= 10 else {
            throw AugmentationError(
                key: "scale", value: "[\(least), \(most)]",
                requirement: "factors lie between 0.1 and 10, the smaller one first")
        }
    }
}

extension ScaleChange: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let part = try? container.decode(Double.self) {
            self.init(least: 1 - part, most: 1 + part)
            return
        }
        let ends = try container.decode([Double].self)
        guard ends.count == 2 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a scale is [least, most] or one part such as 0.1")
        }
        self.init(least: ends[0], most: ends[1])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([least, most])
    }
}
