/// The range of intensities that is kept; values beyond are clamped to its ends.
public struct IntensityWindow: Hashable, Sendable {
    /// The ends, in the units of the scan (Hounsfield units for CT).
    public var low, high: Float

    public init(low: Float, high: Float) {
        (self.low, self.high) = (low, high)
    }
}

extension IntensityWindow: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let ends = try container.decode([Float].self)
        guard ends.count == 2 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a window is [low, high], not \(ends.count) numbers")
        }
        self.init(low: ends[0], high: ends[1])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([low, high])
    }
}

extension IntensityWindow: CustomStringConvertible {
    public var description: String { "[\(low), \(high)]" }
}
