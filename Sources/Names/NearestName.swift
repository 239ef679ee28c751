/// The known name that a misspelt one was probably meant to be: for columns, keys and layers alike.
public enum NearestName {
    /// Longer names are not compared: the work grows with the product of the lengths.
    private static let longest = 100

    /// The known name with the fewest edits, if they are at most two or a third of its letters; case does not count.
    public static func to(_ name: String, among known: some Collection<String>) -> String? {
        guard name.utf8.count <= longest else { return nil }
        let distances = known.sorted().filter { $0.utf8.count <= longest }.map {
            (name: $0, edits: edits(Array(name.lowercased()), Array($0.lowercased())))
        }
        guard let best = distances.min(by: { $0.edits < $1.edits }) else { return nil }
        return best.edits <= max(2, max(best.name.count, name.count) / 3) ? best.name : nil
    }

    /// The number of letters to insert, remove or replace (Levenshtein 1966).
    private static func edits(_ a: [Character], _ b: [Character]) -> Int {
        var previous = Array(0...b.count)
        for (row, letter) in a.enumerated() {
            var current = [row + 1]
            for (column, other) in b.enumerated() {
                let replaced = previous[column] + (letter == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[b.count]
    }
}
