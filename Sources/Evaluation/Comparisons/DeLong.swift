/// The AUROC with its standard error by DeLong's method.
///
/// Scans of one patient are not independent; where patients have several, the variance is that of clustered data
/// (Obuchowski 1997), which equals DeLong's (1988) with one sample a patient.
public struct DeLong: Hashable, Codable, Sendable {
    /// The area under the ROC curve, A.
    public var area: Double

    public var standardError: Double

    private enum CodingKeys: String, CodingKey {
        case area
        case standardError = "standard_error"
    }

    /// - Throws: `EvaluationError` unless at least two patients have positives and two have negatives.
    public init(_ scores: BinaryScores) throws(EvaluationError) {
        let components = try AUROCComponents(
            scores, groups: PatientGroups(scores.patients), figure: "DeLong's standard error")
        area = components.area
        standardError = max(components.covariance(with: components), 0).squareRoot()
    }

    /// A ± z·SE, clipped to 0…1.
    ///
    /// - Throws: `.noVariance` for an area of 0 or 1, whose standard error of 0 would feign certainty;
    ///   `.badSetting` where the level does not lie between 0 and 1.
    public func interval(level: Double = 0.95) throws(EvaluationError) -> Interval {
        let half = try ConfidenceLevel.criticalValue(level) * standardError
        guard half > 0 else { throw .noVariance(figure: "an AUROC of \(area)") }
        return Interval(low: max(area - half, 0), high: min(area + half, 1))
    }

    /// Tests whether two models' areas on the same samples differ: z = (A₁ − A₂) / √(V₁ + V₂ − 2 C₁₂).
    ///
    /// - Throws: `.notPaired` where samples differ in label or patient; `.noVariance` where both order all samples alike.
    public static func comparison(
        _ first: BinaryScores, _ second: BinaryScores, level: Double = 0.95
    ) throws(EvaluationError) -> Comparison {
        try first.requirePairs(with: second)
        let groups = PatientGroups(first.patients)
        let figure = "DeLong's test"
        let components = (
            try AUROCComponents(first, groups: groups, figure: figure),
            try AUROCComponents(second, groups: groups, figure: figure)
        )
        let variance =
            components.0.covariance(with: components.0) + components.1.covariance(with: components.1)
            - 2 * components.0.covariance(with: components.1)
        // What rounding leaves of equal variances is below 1e-15.
        guard variance > 1e-15 else { throw .noVariance(figure: "the difference of the AUROCs") }
        let difference = components.0.area - components.1.area
        let error = variance.squareRoot()
        let half = try ConfidenceLevel.criticalValue(level) * error
        return Comparison(
            difference: difference, interval: Interval(low: difference - half, high: difference + half),
            p: NormalDistribution.twoSided(difference / error))
    }
}

extension BinaryScores {
    /// - Throws: `EvaluationError` where the other scores do not belong to the same samples in the same order.
    func requirePairs(with other: BinaryScores) throws(EvaluationError) {
        guard count == other.count else {
            throw .countMismatch(list: "the second model's scores", found: other.count, expected: count)
        }
        for sample in 0..<count
        where positives[sample] != other.positives[sample] || patients[sample] != other.patients[sample] {
            throw .notPaired(sample: sample)
        }
    }
}
