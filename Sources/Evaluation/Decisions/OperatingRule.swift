/// How the threshold of a two-class decision is chosen.
public enum OperatingRule: Hashable, Sendable {
    /// The greatest threshold with at least this sensitivity.
    case sensitivity(Double)
    /// The least threshold with at least this specificity.
    case specificity(Double)
    /// The greatest sensitivity + specificity − 1 (Youden 1950).
    case youden
    /// The least FP + ratio · FN: a missed positive costs `ratio` times what a false alarm costs.
    case costRatio(Double)
}

extension OperatingRule: Codable {
    private enum CodingKeys: String, CodingKey {
        case rule, value
    }

    private enum Name: String, Codable {
        case sensitivity, specificity, youden
        case costRatio = "cost_ratio"
    }

    /// As in `{"rule": "sensitivity", "value": 0.95}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let value = { try container.decode(Double.self, forKey: .value) }
        self =
            switch try container.decode(Name.self, forKey: .rule) {
            case .sensitivity: .sensitivity(try value())
            case .specificity: .specificity(try value())
            case .youden: .youden
            case .costRatio: .costRatio(try value())
            }
        do {
            try check()
        } catch {
            throw DecodingError.dataCorruptedError(forKey: .value, in: container, debugDescription: "\(error)")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let (name, value): (Name, Double?) =
            switch self {
            case .sensitivity(let target): (.sensitivity, target)
            case .specificity(let target): (.specificity, target)
            case .youden: (.youden, nil)
            case .costRatio(let ratio): (.costRatio, ratio)
            }
        try container.encode(name, forKey: .rule)
        try container.encodeIfPresent(value, forKey: .value)
    }
}

extension OperatingRule: CustomStringConvertible {
    public var description: String {
        switch self {
        case .sensitivity(let target): "a sensitivity of \(target)"
        case .specificity(let target): "a specificity of \(target)"
        case .youden: "Youden's index"
        case .costRatio(let ratio): "a cost ratio of \(ratio)"
        }
    }
}
