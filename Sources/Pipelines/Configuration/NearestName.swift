/// Finds the known name that a misspelt one was meant to be.
enum NearestName {
    /// The known name at the smallest edit distance, if that is at most a third of the name's length (at least two).
    static func to(_ name: String, among known: some Collection<String>) -> String? {
        let limit = max(2, name.count / 3)
        return known.sorted()
            .map { (name: $0, distance: distance(Array(name.lowercased()), Array($0.lowercased()))) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?.name
    }

    /// The number of insertions, deletions and replacements between two words (Levenshtein 1966).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (character == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
