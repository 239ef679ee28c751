import Foundation
import Tensors

/// Brightness, contrast and gamma changed: `intensity: { brightness: 0.1, contrast: 0.1, gamma: 0.1 }`.
public struct IntensityChange: Codable, Hashable, Sendable {
    /// The greatest change of the mean, in standard deviations of the sequence.
    public var brightness = 0.0
    /// The greatest change of the contrast factor: 0.1 draws it from 0.9 to 1.1.
    public var contrast = 0.0
    /// The greatest change of the exponent, as a logarithm: 0.1 draws it from exp(−0.1) to exp(0.1).
    public var gamma = 0.0

    public init(brightness: Double = 0, contrast: Double = 0, gamma: Double = 0) {
        (self.brightness, self.contrast, self.gamma) = (brightness, contrast, gamma)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        brightness = try container.decodeIfPresent(Double.self, forKey: .brightness) ?? brightness
        contrast = try container.decodeIfPresent(Double.self, forKey: .contrast) ?? contrast
        gamma = try container.decodeIfPresent(Double.self, forKey: .gamma) ?? gamma
    }

    /// Draws the change of one sequence.
    func draw(using generator: inout RandomGenerator) -> IntensityCurve {
        let exponent = exp(generator.uniform(-gamma...gamma))
        let factor = 1 + generator.uniform(-contrast...contrast)
        return IntensityCurve(
            gamma: exponent, contrast: factor, brightness: generator.uniform(-brightness...brightness))
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.require(brightness, in: 0...10, "intensity.brightness")
        try AugmentationError.require(contrast, in: 0...1, "intensity.contrast")
        try AugmentationError.require(gamma, in: 0...3, "intensity.gamma")
    }
}
