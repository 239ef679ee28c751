import Cohorts

extension StudyReport {
    /// Who took part, and in which part or fold.
    var cohort: Page.Section {
        var content: [HTML] = []
        if let cohort = run.cohort {
            content.append(FlowDiagram(total: Self.size(cohort), unreadable: unreadable, parts: parts).figure)
            content.append(table(of: cohort))
        } else {
            content.append(.note("cohort.csv is not there, so nothing can be said of the cohort."))
        }
        if run.split == nil { content.append(.note("split.csv is not there, so the parts cannot be counted.")) }
        let columns = run.settings.texts("report.demographics")
        if let cohort = run.cohort, !columns.isEmpty {
            content.append(DemographicsTable(columns: columns, parts: grouped + [("Whole cohort", cohort)]).html)
        } else {
            content.append(
                .note(
                    "Age, sex and other characteristics are not recorded in this run folder; the pipeline can name their columns "
                        + "(report.demographics)."))
        }
        return Page.Section(id: "cohort", heading: "Cohort", content: content)
    }

    private var unreadable: Int { run.cohort?.count { $0.status != "ok" } ?? 0 }

    /// The samples of each part or fold; where the folds are repeated, those of the first repetition.
    private var parts: [FlowDiagram.Part] { grouped.map { .init(name: $0.name, size: Self.size($0.rows)) } }

    private var grouped: [(name: String, rows: [CohortRow])] {
        guard let split = run.split, let cohort = run.cohort else { return [] }
        let bySample = Dictionary(cohort.map { ($0.sample, $0) }) { first, _ in first }
        var order: [String] = []
        var groups: [String: [CohortRow]] = [:]
        for row in split.rows {
            guard let place = row.places.first, !place.isEmpty, let sample = bySample[row.sample] else { continue }
            if groups[place] == nil { order.append(place) }
            groups[place, default: []].append(sample)
        }
        let known = ["train", "tuning", "validation", "test", Split.leftOutWord]
        let rank = { (place: String) in
            Int(place) ?? known.firstIndex(of: place).map { Int.max - known.count + $0 } ?? Int.max
        }
        return order.sorted { (rank($0), $0) < (rank($1), $1) }
            .map { place in
                let isFold = split.isFolds && Int(place) != nil
                return (
                    isFold ? "Fold \(place)" : place.prefix(1).uppercased() + place.dropFirst(), groups[place] ?? []
                )
            }
    }

    private func table(of cohort: [CohortRow]) -> HTML {
        let rows = (grouped + [("Whole cohort", cohort)]).map { name, rows -> [HTML.Cell] in
            let counts = run.classes.map { label in rows.filter { $0.label == label || $0.label == "'" + label } }
            return [
                .text(name), .number(Figures.grouped(rows.count)),
                .number(Figures.grouped(Set(rows.map(\.patient)).count)),
            ]
                + counts.map { scans in
                    .number(
                        Figures.grouped(scans.count), below: Figures.count(Set(scans.map(\.patient)).count, "patient"))
                }
        }
        let first = run.split?.isFolds == true ? "fold" : "part"
        let repeated = (run.split?.rows.first?.places.count ?? 1) > 1 ? " (first repetition)" : ""
        return .table(
            "Scans and patients of each class by \(first)\(repeated)",
            columns: [first.capitalized, "Scans", "Patients"] + run.classes, rows: rows)
    }

    private static func size(_ rows: [CohortRow]) -> FlowDiagram.Size {
        .init(scans: rows.count, patients: Set(rows.map(\.patient)).count)
    }
}
