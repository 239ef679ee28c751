extension DelimitedTable {
    /// The rows whose cells have the values that a filter asks for: each column one of its values.
    ///
    /// - Throws: `CohortError.unknownColumn`; `.unknownValue` for a value that no row has; `.nothingLeft`.
    func rows(where filter: [String: NameList]) throws(CohortError) -> [[Cell]] {
        var kept = rows
        for (name, values) in filter.sorted(by: { $0.key < $1.key }) {
            let column = try index(of: name)
            let known = Set(rows.map { $0[column].text })
            if let value = values.names.first(where: { !known.contains($0) }) {
                throw .unknownValue(value, column: name, file: file, known: known.sorted())
            }
            let wanted = Set(values.names)
            kept.removeAll { !wanted.contains($0[column].text) }
        }
        guard !kept.isEmpty else { throw .nothingLeft(file) }
        return kept
    }

    /// The texts of a row by column; of two columns with one name the first counts.
    func attributes(of row: [Cell]) -> [String: String] {
        Dictionary(zip(columns, row.map(\.text))) { first, _ in first }
    }
}
