import Cohorts
import Evaluation

extension MetricsSummary {
    /// Judges rows, perhaps of the same samples scored several times over, whether their classes exclude each other or not.
    ///
    /// - Parameter replicates: the same samples in the same order, at least once.
    init<Generator: RandomNumberGenerator>(
        of replicates: [[ScoredRow]], in cohort: Cohort, using generator: inout Generator
    ) throws(EvaluationError) {
        if cohort.hasFindings {
            var scored: [ScoredFindings] = []
            for rows in replicates { scored.append(try rows.scoredFindings()) }
            self.init(ofFindings: scored, findings: cohort.classes, using: &generator)
        } else {
            var scored: [ScoredSamples] = []
            for rows in replicates { scored.append(try rows.scored(in: cohort)) }
            self.init(
                ofReplicates: scored[0], and: Array(scored.dropFirst()), classes: cohort.classes, using: &generator)
        }
    }
}
