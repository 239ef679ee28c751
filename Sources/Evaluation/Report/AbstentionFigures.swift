/// What abstaining was worth on samples that no limit was fitted on.
public struct AbstentionFigures: Hashable, Codable, Sendable {
    /// The share of samples that were answered.
    public var coverage: Estimate
    /// The figures of the answered ones; nil where there is none.
    public var answered: MetricsSummary?

    /// - Parameter isAnswered: whether each sample is answered, N answers.
    /// - Throws: `.countMismatch` where there is not one answer a sample.
    public init<Generator: RandomNumberGenerator>(
        of samples: ScoredSamples, isAnswered: [Bool], classes: [String], bootstrap: Bootstrap = Bootstrap(),
        using generator: inout Generator
    ) throws(EvaluationError) {
        guard isAnswered.count == samples.count else {
            throw .countMismatch(list: "answers", found: isAnswered.count, expected: samples.count)
        }
        let share = { (indices: [Int]) -> [Double?] in
            [indices.isEmpty ? nil : Double(indices.count { isAnswered[$0] }) / Double(indices.count)]
        }
        let interval = bootstrap.intervals(patients: samples.patients, using: &generator, statistics: share)[0]
        coverage = Estimate(value: share(Array(isAnswered.indices))[0], interval: interval)
        let places = isAnswered.indices.filter { isAnswered[$0] }
        answered =
            places.isEmpty
            ? nil
            : MetricsSummary(
                of: samples.selecting(places), classes: classes, bootstrap: bootstrap, using: &generator)
    }
}
