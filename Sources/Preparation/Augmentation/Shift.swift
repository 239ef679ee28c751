import Tensors

/// Frames moved by parts of their height and width, each drawn evenly: `shift: 0.1`.
public struct Shift: Hashable, Sendable {
    /// The greatest move as a part of the height and of the width, 0 to 1.
    public var fraction: Double

    public init(fraction: Double) {
        self.fraction = fraction
    }

    /// Draws a move of frames with the given size.
    func draw(height: Int, width: Int, using generator: inout RandomGenerator) -> FrameTransform {
        let rows = generator.uniform(-fraction...fraction) * Double(height)
        let columns = generator.uniform(-fraction...fraction) * Double(width)
        return .translation(rows: rows, columns: columns)
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.require(fraction, in: 0...1, "shift")
    }
}

extension Shift: Codable {
    public init(from decoder: any Decoder) throws {
        fraction = try decoder.singleValueContainer().decode(Double.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fraction)
    }
}
