/// Finds the known name that a misspelt one was probably meant to be.
enum NearestName {
    /// The candidate with the smallest edit distance (Levenshtein 1966), if it is near enough to be a slip.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.lowercased().prefix(64))
        let ranked = candidates.map { ($0, distance(wanted, Array($0.lowercased()))) }
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(2, wanted.count / 3) else { return nil }
        return best.0
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
