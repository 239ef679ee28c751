import Evaluation
import Pipelines
import Studies

/// What `cine validate` prints when it is done.
struct ValidationSummary: Encodable {
    var run: String
    var units: Int
    var metrics: ValidationReport

    init(_ outcome: ValidationOutcome) {
        run = outcome.folder.root.string
        units = outcome.units
        metrics = outcome.report
    }

    /// The summary for people: the pooled figures, the range over the folds, controls, and what is missing.
    var lines: [String] {
        var lines = ["run \(run): \(units - (metrics.missing?.count ?? 0)) of \(units) units finished"]
        guard let pooled = metrics.pooled else { return lines + missing }
        lines.append("judged out of fold on \(pooled.samples) scans of \(pooled.patients) patients (95 % intervals):")
        lines += MetricsLines.lines(pooled) + MetricsLines.lines(ofFrames: metrics.frames)
        for fold in metrics.folds {
            guard let area = fold.metrics.metrics[.auroc].flatMap(MetricsLines.text) else { continue }
            lines.append("  \(place(of: fold.unit)) auroc \(area)")
        }
        if let patients = metrics.patients {
            lines.append("per patient:")
            lines += MetricsLines.lines(patients)
        }
        if let test = metrics.test {
            lines.append("the ensemble on \(test.samples) scans of \(test.patients) patients of the test part:")
            lines += MetricsLines.lines(test)
        }
        for (column, subgroups) in (metrics.subgroups ?? [:]).sorted(by: { $0.key < $1.key }) {
            for group in subgroups.groups {
                guard let area = group.figures.metrics[.auroc].flatMap(MetricsLines.text) else { continue }
                lines.append("  \(column) \(group.name): auroc \(area)")
            }
        }
        if let prevalence = metrics.prevalence {
            let figures = [("ppv", prevalence.ppv), ("npv", prevalence.npv)].map {
                "\($0.0) \(MetricsLines.text($0.1) ?? "undefined")"
            }
            lines.append("at a prevalence of \(prevalence.prevalence): \(figures.joined(separator: ", "))")
        }
        lines += MetricsLines.lines(metrics.abstention)
        for control in metrics.permutations ?? [] {
            if let area = control.metrics[.auroc].flatMap(MetricsLines.text) {
                lines.append("shuffled labels: auroc \(area)")
            }
        }
        return lines + missing
    }

    /// As in `fold 2`, with repeat and seed where there are several.
    private func place(of unit: StudyUnit) -> String {
        metrics.replicates == nil
            ? "fold \(unit.fold)" : "repeat \(unit.repetition) seed \(unit.seed) fold \(unit.fold)"
    }

    private var missing: [String] {
        (metrics.missing ?? []).map { "missing: \($0.unit): \($0.reason)" }
    }
}
