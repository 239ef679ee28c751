import Foundation

extension CohortAudit: CustomStringConvertible {
    /// The audit for a reader: what was recognised, the balance of the classes, then what was found.
    public var description: String {
        (lines + notes.map { "note: \($0)" } + [Self.verdict(foundSomething)]).joined(separator: "\n")
    }

    /// The last line of a check.
    public static func verdict(_ foundSomething: Bool) -> String {
        foundSomething ? "The check found something." : "The check found nothing."
    }

    /// The lines of `description` without the notes and the verdict.
    public var lines: [String] {
        var lines = [recognised, ""]
        lines += balance
        lines.append("")
        lines += Self.section("unreadable scans", unreadable.map(Self.line))
        lines += Self.section("scans read with warnings", warnings.map(Self.line))
        lines += Self.section("groups of identical files", identical.map(Self.line))
        if partColumn != nil || !patientsInSeveralParts.isEmpty {
            lines += Self.section("patients in several parts", patientsInSeveralParts.map(Self.line))
        }
        if patientsKnown {
            lines += Self.section("patients in several classes", patientsInSeveralClasses.map(Self.line))
        }
        return lines
    }

    /// The classes as a table with aligned columns.
    private var balance: [String] {
        let parts = Set(classes.flatMap(\.parts.keys)).sorted()
        let header =
            ["class", "scans", "share", "patients"] + (classes.contains { $0.frames != nil } ? ["frames"] : []) + parts
        let rows = classes.map { item in
            [
                item.name + (item.name == positive ? " (positive)" : ""), "\(item.scans)",
                String(format: "%.1f %%", 100 * item.share), "\(item.patients)",
            ] + [item.frames].compactMap { $0.map(String.init) } + parts.map { "\(item.parts[$0] ?? 0)" }
        }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        return ([header] + rows).map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
        }
    }

    /// A heading with the number of lines and the first twenty of them.
    public static func section(_ heading: String, _ lines: [String]) -> [String] {
        let more = lines.count > 20 ? ["  … and \(lines.count - 20) more (all of them with --json)"] : []
        return ["\(heading): \(lines.isEmpty ? "none" : "\(lines.count)")"] + lines.prefix(20).map { "  \($0)" } + more
    }

    private static func line(of remark: Remark) -> String {
        remark.sample + (remark.line.map { " (line \($0))" } ?? "") + ": " + remark.text
    }

    private static func line(of group: Identical) -> String {
        var line = group.samples.joined(separator: ", ")
        if group.classes.count > 1 { line += "; in classes \(group.classes.joined(separator: ", "))" }
        if group.parts.count > 1 { line += "; in parts \(group.parts.joined(separator: ", "))" }
        return line
    }

    private static func line(of spread: Spread) -> String {
        let counts = spread.counts.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
        return "\(spread.patient): \(counts.joined(separator: ", "))"
    }
}
