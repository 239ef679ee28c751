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
            let scored = try replicates.map { rows throws(EvaluationError) in try rows.scoredFindings() }
            self.init(ofFindings: scored, findings: cohort.classes, using: &generator)
        } else {
            let scored = try replicates.map { rows throws(EvaluationError) in try rows.scored(in: cohort) }
            self.init(
                ofReplicates: scored[0], and: Array(scored.dropFirst()), classes: cohort.classes, using: &generator)
        }
    }

    /// Judges the frames of rows; the intervals resample patients, all frames of all scans of a drawn patient together.
    ///
    /// - Parameter replicates: the same samples in the same order, at least once; each has scored frames.
    init<Generator: RandomNumberGenerator>(
        ofFrames replicates: [[ScoredRow]], in cohort: Cohort, using generator: inout Generator
    ) throws(EvaluationError) {
        if cohort.hasFindings {
            let scored = try replicates.map { rows throws(EvaluationError) in
                try rows.scoredFrameFindings(of: cohort.classes.count)
            }
            self.init(ofFindings: scored, findings: cohort.classes, using: &generator)
        } else {
            let scored = try replicates.map { rows throws(EvaluationError) in try rows.scoredFrames(in: cohort) }
            self.init(
                ofReplicates: scored[0], and: Array(scored.dropFirst()), classes: cohort.classes, using: &generator)
        }
    }
}
