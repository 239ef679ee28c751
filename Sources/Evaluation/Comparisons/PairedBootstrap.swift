extension Bootstrap {
    /// Tests whether two models differ in a figure on the same samples: both are judged on the same resamples of patients.
    ///
    /// - Parameter figure: its name as it stands in a sentence, as in "the accuracy".
    /// - Throws: `EvaluationError` where the samples are not the same, or the figure or its interval is undefined.
    public func comparison<Generator: RandomNumberGenerator>(
        of figure: String, _ first: ScoredSamples, _ second: ScoredSamples, using generator: inout Generator,
        statistic: (ScoredSamples) -> Double?
    ) throws(EvaluationError) -> Comparison {
        try comparison(of: figure, [first], [second], using: &generator, statistic: statistic)
    }

    /// The same of models that scored the samples several times over: the difference of the means over the times.
    ///
    /// p = 2 min(#{d ≤ 0} + 1, #{d ≥ 0} + 1) / (R + 1), at most 1, over the R differences that are defined: the interval
    /// of percentiles inverted (Davison and Hinkley 1997, section 5.2 and eq. 4.11).
    ///
    /// - Parameters:
    ///   - first: the samples as the first model scored them each time, in the same order.
    ///   - second: likewise of the second model.
    public func comparison<Generator: RandomNumberGenerator>(
        of figure: String, _ first: [ScoredSamples], _ second: [ScoredSamples], using generator: inout Generator,
        statistic: (ScoredSamples) -> Double?
    ) throws(EvaluationError) -> Comparison {
        guard let pattern = first.first, !second.isEmpty else {
            throw .tooFewValues(figure: "a comparison of \(figure)", found: 0, needed: 1)
        }
        for scored in first.dropFirst() + second { try pattern.requirePairs(with: scored) }
        func mean(_ scored: [ScoredSamples], _ drawn: [Int]) -> Double? {
            let values = scored.compactMap { statistic($0.selecting(drawn)) }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        func difference(_ drawn: [Int]) -> Double? {
            guard let one = mean(first, drawn), let other = mean(second, drawn) else { return nil }
            return one - other
        }
        let groups = PatientGroups(pattern.patients)
        let values = replicates(of: groups, count: 1, using: &generator) { [difference($0)] }[0]
        guard let estimate = difference(Array(0..<pattern.count)),
            let interval = intervals(
                of: [values], estimates: [estimate], groups: groups, statistics: { [difference($0)] })[0]
        else { throw .noVariance(figure: "the difference in \(figure)") }
        let notAbove = values.count { $0 <= 0 }
        let notBelow = values.count { $0 >= 0 }
        let p = 2 * Double(min(notAbove, notBelow) + 1) / Double(values.count + 1)
        return Comparison(difference: estimate, interval: interval, p: min(p, 1))
    }
}
