/// Scores of samples that are positive or negative; a greater score speaks for positive.
///
/// All numbers are finite, and all lists equally long: what is computed from them cannot trap.
public struct BinaryScores: Hashable, Sendable {
    /// The score of each sample, N finite numbers, not necessarily probabilities.
    public let scores: [Double]

    /// Whether each sample is positive, N answers.
    public let positives: [Bool]

    /// The patient of each sample, N names. Samples of one patient are not independent.
    public let patients: [String]

    /// - Parameter patients: without it each sample is a patient of its own.
    /// - Throws: `EvaluationError` where the lists differ in length or a score is not finite.
    public init(scores: [Double], positives: [Bool], patients: [String]? = nil) throws(EvaluationError) {
        guard positives.count == scores.count else {
            throw .countMismatch(list: "positives", found: positives.count, expected: scores.count)
        }
        let patients = patients ?? scores.indices.map(String.init)
        guard patients.count == scores.count else {
            throw .countMismatch(list: "patients", found: patients.count, expected: scores.count)
        }
        for (index, score) in scores.enumerated() where !score.isFinite {
            throw .notFinite(list: "scores", index: index, value: score)
        }
        self.init(trusted: scores, positives: positives, patients: patients)
    }

    private init(trusted scores: [Double], positives: [Bool], patients: [String]) {
        self.scores = scores
        self.positives = positives
        self.patients = patients
    }
}

extension BinaryScores {
    /// The probabilities of one class against the rest.
    ///
    /// - Precondition: `column` is one of the classes.
    public init(_ samples: ScoredSamples, class column: Int) {
        self.init(
            trusted: samples.scores(of: column), positives: samples.membership(in: column), patients: samples.patients)
    }

    /// The probabilities of the positive class.
    ///
    /// - Throws: `.twoClassesOnly` with more than two classes.
    public init(_ samples: ScoredSamples, for figure: String = "the figure") throws(EvaluationError) {
        guard let positive = samples.positiveClass else {
            throw .twoClassesOnly(figure: figure, classCount: samples.classCount)
        }
        self.init(samples, class: positive)
    }

    /// The number of samples, N.
    public var count: Int { scores.count }

    /// The number of positives.
    public var positiveCount: Int { positives.count { $0 } }

    /// The number of negatives.
    public var negativeCount: Int { count - positiveCount }

    func requireBothClasses(for figure: String) throws(EvaluationError) {
        guard positiveCount > 0, negativeCount > 0 else {
            throw .oneClassOnly(figure: figure, positives: positiveCount, negatives: negativeCount)
        }
    }

    /// How many positives and negatives score at least each distinct score, from the greatest score downwards.
    func cumulativeCounts() -> [(threshold: Double, truePositives: Int, falsePositives: Int)] {
        var truePositives = 0
        var falsePositives = 0
        return TiedRuns.descending(scores).map { run in
            let tiedPositives = run.indices.count { positives[$0] }
            truePositives += tiedPositives
            falsePositives += run.indices.count - tiedPositives
            return (run.value, truePositives, falsePositives)
        }
    }
}
