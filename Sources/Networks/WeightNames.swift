/// How another program names the tensors that Cine's layers call by their paths.
///
/// Each pair maps the beginning of a name to the beginning in the other file; what follows (`weight`, `running_mean`) stays.
/// A `*` stands for any letters but dots, and the other side's stars for the same in turn:
/// `block*.expand` → `_blocks.*._expand_conv`. The pair with the most letters of its own wins.
public struct WeightNames: Hashable, Sendable {
    /// Cine's beginnings and the other file's.
    public var pairs: [String: String]

    public init(_ pairs: [String: String]) {
        self.pairs = pairs
    }

    /// What the other file calls the tensor `name`; nil where no pair says so. Without any pair names are alike.
    public func foreignName(of name: String) -> String? {
        guard !pairs.isEmpty else { return name }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let found = pairs.compactMap { pattern, replacement -> (letters: Int, pattern: String, name: String)? in
            let wanted = pattern.split(separator: ".", omittingEmptySubsequences: false)
            guard wanted.count <= parts.count, let stars = Self.stars(in: wanted, matching: parts) else { return nil }
            let rest = parts.dropFirst(wanted.count).map { ".\($0)" }.joined()
            return (pattern.count { $0 != "*" }, pattern, Self.filled(replacement, with: stars) + rest)
        }
        return found.max { ($0.letters, $1.pattern) < ($1.letters, $0.pattern) }?.name
    }

    /// What each star of `pattern` stands for at the beginning of `parts`; nil where it does not fit.
    private static func stars(in pattern: [Substring], matching parts: [Substring]) -> [Substring]? {
        var stars: [Substring] = []
        for (pattern, part) in zip(pattern, parts) {
            var rest = part
            let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
            guard let first = pieces.first, rest.hasPrefix(first) else { return nil }
            rest = rest.dropFirst(first.count)
            for (index, piece) in pieces.enumerated().dropFirst() {
                if index == pieces.count - 1 {
                    guard rest.hasSuffix(piece), rest.count > piece.count else { return nil }
                    stars.append(rest.dropLast(piece.count))
                    rest = ""
                } else {
                    guard let range = rest.firstRange(of: piece), range.lowerBound > rest.startIndex else { return nil }
                    stars.append(rest[..<range.lowerBound])
                    rest = rest[range.upperBound...]
                }
            }
            guard rest.isEmpty else { return nil }
        }
        return stars
    }

    private static func filled(_ pattern: String, with stars: [Substring]) -> String {
        var stars = stars[...]
        return pattern.reduce(into: "") { text, letter in
            if letter == "*", let star = stars.popFirst() { text += star } else { text.append(letter) }
        }
    }
}

extension WeightNames: Codable {
    public init(from decoder: any Decoder) throws {
        pairs = try [String: String](from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try pairs.encode(to: encoder)
    }
}
