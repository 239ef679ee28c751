import Tensors

/// The frames moved along the sequence by a few places: `frameShift: 2`; the first or last frame fills the gap.
public struct FrameShift: Hashable, Sendable {
    /// The greatest number of places.
    public var places: Int

    public init(places: Int) {
        self.places = places
    }

    /// Draws the number of places, towards the end of the sequence where it is positive.
    func draw(using generator: inout RandomGenerator) -> Int {
        generator.index(below: 2 * places + 1) - places
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.require(Double(places), in: 0...1000, "frameShift")
    }
}

extension FrameShift: Codable {
    public init(from decoder: any Decoder) throws {
        places = try decoder.singleValueContainer().decode(Int.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(places)
    }
}
