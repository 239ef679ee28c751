import Evaluation

extension StudyReport {
    /// The figures of subgroups, each column with its test of interaction; nil where none was asked for.
    var subgroups: Page.Section? {
        guard let columns = run.metrics?.subgroups, !columns.isEmpty else { return nil }
        let content = columns.sorted { $0.key < $1.key }.flatMap { Self.content(of: $0.value, column: $0.key) }
        return Page.Section(id: "subgroups", heading: "Subgroups", content: content)
    }

    private static let shown: [Metric] = [.auroc, .accuracy, .balancedAccuracy, .sensitivity, .specificity, .brier]

    private static func content(of subgroups: Subgroups, column: String) -> [HTML] {
        var content = [
            HTML.table(
                "By “\(column)”, with 95 % intervals over the patients of each subgroup", style: "wide",
                columns: [column, "Scans", "Patients"] + shown.map(\.title),
                rows: subgroups.groups.map { group in
                    [
                        .text(group.name), .number("\(group.figures.samples)"),
                        .number("\(group.figures.patients)"),
                    ] + shown.map { cell(group.figures.metrics[$0]) }
                })
        ]
        if let test = subgroups.interaction {
            content.append(
                .paragraph(
                    "Whether the AUROC differs between these subgroups: Q = \(Figures.rate(test.statistic)) with "
                        + "\(test.degrees) degrees of freedom, p = \(Figures.rate(test.p)) (Cochran 1954). A large p does not "
                        + "show that they are alike: small subgroups hide differences."))
        } else if let reason = subgroups.interactionMissing {
            content.append(.note("There is no test of interaction: \(reason)."))
        }
        if subgroups.unnamed > 0 {
            content.append(
                .note("\(Figures.count(subgroups.unnamed, "scan")) with an empty cell stand in no subgroup."))
        }
        return content
    }
}
