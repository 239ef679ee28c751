/// How many frames a prepared sequence has: a number, or `{ max: 40 }`.
public struct FrameCount: Hashable, Sendable {
    public var count: Int
    /// Whether a scan with fewer frames keeps its own number; the rest of its sequence is then padding, which changes no
    /// result. Otherwise it repeats some.
    public var isGreatest: Bool

    public init(_ count: Int, isGreatest: Bool = false) {
        self.count = count
        self.isGreatest = isGreatest
    }

    /// How many frames a scan gets that has `available`.
    func count(of available: Int) -> Int { isGreatest ? min(count, available) : count }
}

extension FrameCount: Codable {
    private enum CodingKeys: CodingKey {
        case max
    }

    public init(from decoder: any Decoder) throws {
        if let count = try? decoder.singleValueContainer().decode(Int.self) {
            self.init(count)
            return
        }
        guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "write a number of frames, or { max: 40 }"))
        }
        self.init(try container.decode(Int.self, forKey: .max), isGreatest: true)
    }

    public func encode(to encoder: any Encoder) throws {
        if isGreatest {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(count, forKey: .max)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(count)
        }
    }
}
