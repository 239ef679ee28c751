import Cohorts
import Evaluation
import Tensors

extension CrossValidation {
    /// Adds what is known of parts of the scores: subgroups, another prevalence, and what was answered.
    ///
    /// - Parameter rows: the scores of the first repetition and seed.
    func addDetails(of rows: [ScoredRow], to report: inout ValidationReport, seed: UInt64) throws {
        guard !settings.subgroups.isEmpty || settings.prevalence != nil || settings.abstain != nil else { return }
        let scored = try rows.scored(in: cohort)
        var generator = RandomGenerator(seed: seed, stream: [0x64_6574, UInt64(rows.count)])
        for subgroup in settings.subgroups {
            let names = try subgroup.names(in: cohort)
            report.subgroups = report.subgroups ?? [:]
            report.subgroups?[subgroup.column] = try Subgroups(
                of: scored, by: rows.map { names[$0.sample.id] }, order: subgroup.ranges, classes: cohort.classes,
                using: &generator)
        }
        if let prevalence = settings.prevalence {
            report.prevalence = try PrevalenceFigures(of: scored, prevalence: prevalence, using: &generator)
        }
        if settings.abstain != nil {
            report.abstention = try AbstentionFigures(
                of: scored, isAnswered: rows.map(\.isAnswered), classes: cohort.classes, using: &generator)
        }
    }
}
