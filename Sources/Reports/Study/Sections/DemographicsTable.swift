import Foundation

/// What is known of the patients of some parts: one row a characteristic, one column a part.
struct DemographicsTable {
    var columns: [String]
    var parts: [(name: String, rows: [CohortRow])]

    /// A column with at most so many numbers counts as one of categories.
    private static let categoryLimit = 5

    var html: HTML {
        .table(
            "Who they were, each patient counted once by the first scan: mean ± standard deviation (range), or patients (share)",
            style: "wide", columns: ["Characteristic"] + parts.map(\.name),
            rows: columns.flatMap { rows(of: $0) })
    }

    private func rows(of column: String) -> [[HTML.Cell]] {
        let values = parts.map { Self.patients($0.rows).map { $0.attributes[column] ?? "" } }
        let known = Set(values.joined()).subtracting([""])
        var rows: [[HTML.Cell]]
        if known.count > Self.categoryLimit, known.allSatisfy({ Double($0)?.isFinite ?? false }) {
            rows = [[.text(column)] + values.map { .number(Self.summary(of: $0.compactMap(Double.init))) }]
        } else {
            rows = known.sorted().map { value in
                [.text("\(column): \(value)")]
                    + values.map { cells in Self.share(cells.count { $0 == value }, of: cells.count { !$0.isEmpty }) }
            }
        }
        if values.contains(where: { $0.contains("") }) {
            rows.append(
                [.text("\(column): not known")] + values.map { cells in .number("\(cells.count { $0.isEmpty })") })
        }
        return rows
    }

    private static func patients(_ rows: [CohortRow]) -> [CohortRow] {
        var seen: Set<String> = []
        return rows.filter { seen.insert($0.patient).inserted }
    }

    private static func share(_ count: Int, of total: Int) -> HTML.Cell {
        .number(
            Figures.grouped(count),
            below: total > 0 ? String(format: "%.1f %%", 100 * Double(count) / Double(total)) : "")
    }

    private static func summary(of values: [Double]) -> String {
        guard let low = values.min(), let high = values.max() else { return "–" }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
        return String(format: "%.1f ± %.1f (%@ to %@)", mean, deviation, Figures.plain(low), Figures.plain(high))
    }
}
