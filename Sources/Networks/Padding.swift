/// What surrounds a map before a window slides over it.
public enum Padding: Hashable, Sendable {
    /// As much as makes the output `ceil(extent / stride)`; what is odd goes below and to the right.
    case same
    /// None.
    case valid
    /// So many rows above and below, and columns left and right.
    case explicit(Window)

    /// The padding before and after, and the extent of the output, along one axis.
    func resolved(extent: Int, window: Int, stride: Int, explicit: Int) -> (before: Int, after: Int, output: Int) {
        switch self {
        case .same:
            let output = (extent + stride - 1) / stride
            let total = max((output - 1) * stride + window - extent, 0)
            return (total / 2, total - total / 2, output)
        case .valid:
            return (0, 0, extent >= window ? (extent - window) / stride + 1 : 0)
        case .explicit:
            let padded = extent + 2 * explicit
            return (explicit, explicit, padded >= window ? (padded - window) / stride + 1 : 0)
        }
    }
}

extension Padding: Codable {
    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            switch word {
            case "same": self = .same
            case "valid": self = .valid
            default:
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "expected same, valid, a number or [rows, columns] but found `\(word)`"))
            }
            return
        }
        self = .explicit(try Window(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .same, .valid:
            var container = encoder.singleValueContainer()
            try container.encode(self == .same ? "same" : "valid")
        case .explicit(let window):
            try window.encode(to: encoder)
        }
    }
}
