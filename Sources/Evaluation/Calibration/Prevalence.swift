/// Probabilities for a population in which the classes are differently frequent than in training
/// (Saerens, Latinne and Decaestecker 2002).
public enum Prevalence {
    /// p′ₖ ∝ pₖ π′ₖ / πₖ (eq. 2.4), for N × K probabilities and the prevalences π of training and π′ of the new population.
    ///
    /// - Throws: `EvaluationError` where the lists do not fit together, π has a 0, or a number is out of its range.
    public static func reweighted(
        _ probabilities: [Double], from training: [Double], to target: [Double]
    ) throws(EvaluationError) -> [Double] {
        try check(probabilities, training)
        guard target.count == training.count else {
            throw .countMismatch(list: "the new prevalences", found: target.count, expected: training.count)
        }
        try checkShares(target, name: "a new prevalence", mayBeZero: true)
        return rows(probabilities, ratios: zip(target, training).map { $0 / $1 })
    }

    /// The prevalences of a population whose truth is unknown, from the model's calibrated probabilities, by expectation
    /// maximisation: π′ₖ ← mean over n of p′ₙₖ (eq. 2.9), until no prevalence changes by more than 1e-12.
    ///
    /// - Throws: as `reweighted`; `.noFiniteFit` where 100,000 rounds do not suffice.
    public static func estimated(
        from probabilities: [Double], training: [Double]
    ) throws(EvaluationError) -> [Double] {
        try check(probabilities, training)
        guard !probabilities.isEmpty else { throw .tooFewValues(figure: "a prevalence", found: 0, needed: 1) }
        let classes = training.count
        let samples = Double(probabilities.count / classes)
        var target = training
        for _ in 0..<100_000 {
            var next = [Double](repeating: 0, count: classes)
            let reweighted = rows(probabilities, ratios: zip(target, training).map { $0 / $1 })
            for (offset, p) in reweighted.enumerated() { next[offset % classes] += p / samples }
            let change = zip(next, target).map { abs($0 - $1) }.max() ?? 0
            target = next
            if change <= 1e-12 { return target }
        }
        throw .noFiniteFit(figure: "the prevalence")
    }

    /// Rows in which every class that occurs is excluded keep 0 everywhere but share alike, so that they sum to 1.
    private static func rows(_ probabilities: [Double], ratios: [Double]) -> [Double] {
        let classes = ratios.count
        var reweighted = probabilities
        for start in stride(from: 0, to: probabilities.count, by: classes) {
            var sum = 0.0
            for k in 0..<classes {
                reweighted[start + k] *= ratios[k]
                sum += reweighted[start + k]
            }
            for k in 0..<classes { reweighted[start + k] = sum > 0 ? reweighted[start + k] / sum : 1 / Double(classes) }
        }
        return reweighted
    }

    private static func check(_ probabilities: [Double], _ training: [Double]) throws(EvaluationError) {
        let classes = training.count
        guard classes >= 2 else { throw .tooFewClasses(classes) }
        try checkShares(training, name: "a training prevalence", mayBeZero: false)
        guard probabilities.count.isMultiple(of: classes) else {
            throw .countMismatch(
                list: "probabilities", found: probabilities.count,
                expected: (probabilities.count / classes + 1) * classes)
        }
        for (offset, value) in probabilities.enumerated() where !(value >= 0 && value <= 1 + 1e-6) {
            throw .badProbability(sample: offset / classes, class: offset % classes, value: value)
        }
    }

    private static func checkShares(_ shares: [Double], name: String, mayBeZero: Bool) throws(EvaluationError) {
        for share in shares where !(share <= 1 && (share > 0 || mayBeZero && share == 0)) {
            throw .badSetting(name: name, value: share, expected: mayBeZero ? "between 0 and 1" : "above 0 and below 1")
        }
        let sum = shares.reduce(0, +)
        guard abs(sum - 1) <= 1e-6 else {
            throw .badSetting(name: "the sum of the prevalences", value: sum, expected: "1")
        }
    }
}
