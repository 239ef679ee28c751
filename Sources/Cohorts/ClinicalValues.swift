import Names

/// What the clinical columns of a table say of a sample.
public enum ClinicalValues {
    /// What stands for a missing value, without regard to case; so does an empty cell.
    public static let missing = ["na", "n/a", "nan", "null", "none", "unknown", "?"]

    /// The number that a cell holds; nil where the value is missing.
    ///
    /// - Throws: `NotANumber` for any other text, and for numbers that are not finite.
    public static func parse(_ text: String) throws(NotANumber) -> Double? {
        let text = text.trimmingPrefix { $0 == " " }
        guard !text.isEmpty, !missing.contains(text.lowercased()) else { return nil }
        guard let number = Double(text), number.isFinite else { throw NotANumber() }
        return number
    }

    /// A cell holds something else than a number.
    public struct NotANumber: Error, Hashable, Sendable {}
}

extension Sample {
    /// The values of some columns of the sample's row; nil for each that is missing or no number.
    public func clinical(_ columns: [String]) -> [Double?] {
        columns.map { column in attributes[column].flatMap { try? ClinicalValues.parse($0) } }
    }
}

extension Cohort {
    /// Checks that the clinical columns are there and hold numbers.
    ///
    /// - Throws: `CohortError.unknownColumn`, `.notANumber` or `.clinicalWithoutValues`.
    func checkClinical() throws(CohortError) {
        for column in description.clinical {
            var values = 0
            for sample in samples {
                let place = TextPosition(file: origin, line: sample.line ?? 1, column: 1)
                guard let text = sample.attributes[column] else {
                    let known = sample.attributes.keys.sorted()
                    throw .unknownColumn(
                        column, in: TextPosition(file: origin, line: 1, column: 1),
                        nearest: NearestName.to(column, among: known), known: known)
                }
                do {
                    if try ClinicalValues.parse(text) != nil { values += 1 }
                } catch {
                    throw .notANumber(text, column: column, place)
                }
            }
            guard values > 0 else { throw .clinicalWithoutValues(column: column, origin) }
        }
    }
}
