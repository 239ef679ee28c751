import Tensors

/// Normal noise on every pixel: `noise: 0.05`.
public struct Noise: Hashable, Sendable {
    /// The noise's standard deviation as a part of the sequence's; its strength is drawn evenly from 0 to this.
    public var strength: Double

    public init(strength: Double) {
        self.strength = strength
    }

    /// Draws the strength for one sequence.
    func draw(using generator: inout RandomGenerator) -> Double {
        generator.uniform(0...strength)
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

extension Tensor {
    /// Adds independent normal noise to every element.
    mutating func addNoise(deviation: Float, using generator: inout RandomGenerator) {
        let quantiles = NormalQuantiles.table
        quantiles.withUnsafeBufferPointer { quantiles in
            withUnsafeMutableElements { elements in
                var index = 0
                while index < elements.count {
                    var bits = generator.next()
                    for place in index..<min(index + 4, elements.count) {
                        elements[place] += deviation * quantiles[Int(bits & 0xFFFF)]
                        bits >>= 16
                    }
                    index += 4
                }
            }
        }
    }
}
