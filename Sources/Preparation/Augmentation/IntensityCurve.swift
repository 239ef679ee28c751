import Foundation
import Tensors

/// A change of intensities that was drawn for one sequence.
struct IntensityCurve: Hashable {
    /// The exponent on intensities between the sequence's least (0) and greatest (1).
    var gamma: Double
    /// The factor on the distance to the mean.
    var contrast: Double
    /// What is added, in standard deviations.
    var brightness: Double

    /// `mean + contrast · (g(x) − mean) + brightness · deviation`, g being the power curve.
    ///
    /// - Parameters:
    ///   - mean, deviation: those of the sequence before any change.
    func apply(to frames: inout Tensor, mean: Double, deviation: Double) {
        if gamma != 1 { applyGamma(to: &frames) }
        let factor = Float(contrast)
        let offset = Float(mean * (1 - contrast) + brightness * deviation)
        if factor == 1, offset == 0 { return }
        frames.withUnsafeMutableElements { elements in
            for index in elements.indices { elements[index] = elements[index] * factor + offset }
        }
    }

    private func applyGamma(to frames: inout Tensor) {
        let (least, greatest) = frames.range
        let range = greatest - least
        guard range > 0, range.isFinite else { return }
        let exponent = Float(gamma)
        frames.withUnsafeMutableElements { elements in
            for index in elements.indices {
                elements[index] = least + range * powf((elements[index] - least) / range, exponent)
            }
        }
    }
}
