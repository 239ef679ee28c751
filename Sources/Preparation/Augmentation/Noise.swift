import Tensors

/// Normal noise on every pixel: `noise: 0.05`.
public struct Noise: Hashable, Sendable {
    /// The noise's standard deviation as a part of the sequence's; its strength is drawn evenly from 0 to this.
    public var strength: Double

    public init(strength: Double) {
        self.strength = strength
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.require(strength, in: 0...10, "noise")
    }
}

extension Noise: Codable {
    public init(from decoder: any Decoder) throws {
        strength = try decoder.singleValueContainer().decode(Double.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(strength)
    }
}
