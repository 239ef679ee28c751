extension Bootstrap {
    /// Tests whether two models differ in a figure on the same samples: both are judged on the same resamples of patients.
    ///
    /// p = 2 min(#{d ≤ 0} + 1, #{d ≥ 0} + 1) / (R + 1), at most 1, over the R differences that are defined: the interval
    /// of percentiles inverted (Davison and Hinkley 1997, section 5.2 and eq. 4.11).
    ///
    /// - Parameter figure: its name as it stands in a sentence, as in "the accuracy".
    /// - Throws: `EvaluationError` where the samples are not the same, or the figure or its interval is undefined.
    public func comparison<Generator: RandomNumberGenerator>(
        of figure: String, _ first: ScoredSamples, _ second: ScoredSamples, using generator: inout Generator,
        statistic: (ScoredSamples) -> Double?
    ) throws(EvaluationError) -> Comparison {
        try first.requirePairs(with: second)
        func difference(_ drawn: [Int]) -> Double? {
            guard let one = statistic(first.selecting(drawn)), let other = statistic(second.selecting(drawn)) else {
                return nil
            }
            return one - other
        }
        let groups = PatientGroups(first.patients)
        let values = replicates(of: groups, count: 1, using: &generator) { [difference($0)] }[0]
        guard let estimate = difference(Array(0..<first.count)),
            let interval = intervals(
                of: [values], estimates: [estimate], groups: groups, statistics: { [difference($0)] })[0]
        else { throw .noVariance(figure: "the difference in \(figure)") }
        let notAbove = values.count { $0 <= 0 }
        let notBelow = values.count { $0 >= 0 }
        let p = 2 * Double(min(notAbove, notBelow) + 1) / Double(values.count + 1)
        return Comparison(difference: estimate, interval: interval, p: min(p, 1))
    }
}
