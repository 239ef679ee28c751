/// The direction in which a volume's axes run, as in `RAS`: towards the patient's right, anterior, superior.
public struct Orientation: Hashable, Sendable {
    /// Three letters, one of each pair R/L, A/P, S/I, in any order; nil leaves the axes as stored.
    public let code: String?

    /// Right, anterior, superior.
    public static let ras = Orientation(checked: "RAS")
    /// The axes as the file has them.
    public static let stored = Orientation(checked: nil)

    /// The orientation with an axis code such as `LPS`; nil for three letters that do not name three axes.
    public init?(code: String) {
        let letters = code.uppercased()
        guard letters.count == 3, Set(letters.compactMap(Self.worldAxis)).count == 3 else { return nil }
        self.code = letters
    }

    private init(checked code: String?) {
        self.code = code
    }

    /// 0 for R and L, 1 for A and P, 2 for S and I.
    static func worldAxis(of letter: Character) -> Int? {
        switch letter {
        case "R", "L": 0
        case "A", "P": 1
        case "S", "I": 2
        default: nil
        }
    }
}

extension Orientation: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        if word == "stored" {
            self = .stored
        } else if let orientation = Orientation(code: word) {
            self = orientation
        } else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "'\(word)' is no orientation: write one letter of each pair R/L, A/P and S/I, as in RAS, or stored")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Orientation: CustomStringConvertible {
    public var description: String { code ?? "stored" }
}
