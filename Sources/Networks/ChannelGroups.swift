/// Into how many groups the channels are split: a number, or a word for as many as there are channels.
public enum ChannelGroups: Hashable, Sendable {
    case count(Int)
    /// Each channel on its own, in a convolution.
    case depthwise
    /// Each channel on its own, in a normalization.
    case instance

    /// The number of groups; an error unless it divides `channels` and each of `others`.
    func count(
        dividing channels: Int, and others: [(count: Int, what: String)] = [], at path: LayerPath
    ) throws(ArchitectureError) -> Int {
        guard case .count(let count) = self else { return channels }
        let all = [(count: channels, what: "input channels")] + others
        guard count >= 1, all.allSatisfy({ $0.count.isMultiple(of: count) }) else {
            throw .invalidOption(
                path: path.description, option: "groups", value: "\(count)",
                allowed: "a number that divides " + all.map { "the \($0.count) \($0.what)" }.joined(separator: " and "))
        }
        return count
    }
}

extension ChannelGroups: ExpressibleByIntegerLiteral {
    public init(integerLiteral count: Int) { self = .count(count) }
}

extension ChannelGroups: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Int.self) {
            self = .count(count)
            return
        }
        switch try? container.decode(String.self) {
        case "depthwise": self = .depthwise
        case "instance": self = .instance
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected a number, `depthwise` (convolution) or `instance` (groupNormalization)")
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .count(let count): try container.encode(count)
        case .depthwise: try container.encode("depthwise")
        case .instance: try container.encode("instance")
        }
    }
}
