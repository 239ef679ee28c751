import Foundation
import Tensors

/// Frames turned about their centre by an angle drawn evenly from −degrees to degrees: `rotation: 10`.
public struct Rotation: Hashable, Sendable {
    /// The greatest angle in degrees, 0 to 180.
    public var degrees: Double

    public init(degrees: Double) {
        self.degrees = degrees
    }

    /// Draws an angle.
    func draw(using generator: inout RandomGenerator) -> FrameTransform {
        .rotation(radians: generator.uniform(-degrees...degrees) * .pi / 180)
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.require(degrees, in: 0...180, "rotation")
    }
}

extension Rotation: Codable {
    public init(from decoder: any Decoder) throws {
        degrees = try decoder.singleValueContainer().decode(Double.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(degrees)
    }
}
