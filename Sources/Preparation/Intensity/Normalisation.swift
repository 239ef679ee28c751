/// How a sequence's intensities are brought to a common scale; statistics are taken over all its frames and channels.
public enum Normalisation: Hashable, Sendable {
    /// Intensities as they are.
    case none
    /// Mean 0 and standard deviation 1.
    case zScore
    /// The minimum becomes 0, the maximum 1.
    case minMax
    /// The two percentiles become 0 and 1; values beyond are clamped.
    case percentile(low: Double, high: Double)
    /// The ends of the window become 0 and 1; without a window 0 and the greatest value of the image's bit depth.
    case scale
    /// Means and deviations that the pipeline names.
    case fixed(FixedScale)
}

extension Normalisation: Codable {
    private enum CodingKeys: String, CodingKey {
        case percentile, mean
    }

    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            self = try Normalisation(word: word, codingPath: decoder.codingPath)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.contains(.percentile) else {
            guard container.contains(.mean) else {
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "write \(Self.spellings)"))
            }
            self = .fixed(try FixedScale(from: decoder))
            return
        }
        let ends = try container.decode([Double].self, forKey: .percentile)
        guard ends.count == 2 else {
            throw DecodingError.dataCorruptedError(
                forKey: .percentile, in: container, debugDescription: "percentiles are [low, high], as in [1, 99]")
        }
        self = .percentile(low: ends[0], high: ends[1])
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .percentile(let low, let high):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode([low, high], forKey: .percentile)
        case .fixed(let scale):
            try scale.encode(to: encoder)
        case .none, .zScore, .minMax, .scale:
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    private init(word: String, codingPath: [any CodingKey]) throws {
        switch word {
        case "none": self = .none
        case "zScore": self = .zScore
        case "minMax": self = .minMax
        case "percentile": self = .percentile(low: 1, high: 99)
        case "scale": self = .scale
        default:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath,
                    debugDescription: "“\(word)” is no normalisation; write \(Self.spellings)"))
        }
    }

    private static let spellings = "none, zScore, minMax, scale { percentile: [1, 99] } or { mean: …, deviation: … }"
}

extension Normalisation: CustomStringConvertible {
    public var description: String {
        switch self {
        case .none: "none"
        case .zScore: "zScore"
        case .minMax: "minMax"
        case .percentile(let low, let high): "percentile [\(low), \(high)]"
        case .scale: "scale"
        case .fixed(let scale): "mean \(scale.mean), deviation \(scale.deviation)"
        }
    }
}
