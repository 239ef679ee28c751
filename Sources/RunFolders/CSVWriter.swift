/// How a row of a comma-separated table is spelled (RFC 4180, rows ending in a line feed).
public enum CSVWriter {
    /// One row with its line feed.
    public static func row(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\n"
    }

    /// One cell: an apostrophe before what a spreadsheet would run as a formula, quotes where they are needed.
    ///
    /// A cell that is a plain number, such as `-0.5`, is no formula and stays as it is.
    public static func cell(_ text: String) -> String {
        let harmless = harmless(text)
        let needsQuotes = harmless.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        guard needsQuotes else { return harmless }
        var quoted = "\""
        for scalar in harmless.unicodeScalars {
            quoted.unicodeScalars.append(scalar)
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "\""
    }

    /// The text with an apostrophe before what a spreadsheet would run as a formula.
    public static func harmless(_ text: String) -> String { startsFormula(text) ? "'" + text : text }

    private static func startsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
        return !isNumber(text)
    }

    /// Whether `text` is a decimal number and nothing else (hexadecimal numbers and `inf` are left out).
    private static func isNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) } && Double(text) != nil
    }
}
