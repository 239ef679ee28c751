extension ManifestReader {
    /// The cells that say whether a finding is there.
    private static let answers = ["0": false, "1": true, "false": false, "true": true]

    /// Whether each of the label columns' findings is there.
    ///
    /// - Throws: `CohortError.emptyCell`, `.notAFinding`.
    static func findings(
        of row: [DelimitedTable.Cell], columns: [Int], in table: DelimitedTable
    ) throws(CohortError) -> [Bool] {
        var findings: [Bool] = []
        for column in columns {
            let cell = row[column]
            guard !cell.text.isEmpty else {
                throw .emptyCell(column: table.columns[column], table.position(of: cell))
            }
            guard let answer = answers[cell.text.lowercased()] else {
                throw .notAFinding(cell.text, column: table.columns[column], table.position(of: cell))
            }
            findings.append(answer)
        }
        return findings
    }
}
