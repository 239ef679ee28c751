/// Whether probabilities are too extreme or too high, by logistic recalibration (Cox 1958; Van Calster et al. 2019).
///
/// Probabilities are clipped to [ε, 1 − ε], ε = 2⁻⁵², before their logit is taken.
public enum CalibrationLine {
    /// The β of P(y = 1) = σ(α + β logit p): 1 is right, below 1 the probabilities are too extreme.
    ///
    /// - Returns: nil where no finite slope is best: one class only, constant or perfectly separating probabilities.
    public static func slope(of scores: BinaryScores) -> Double? {
        LogisticFit.fit(scores.scores.map(LogisticFunction.logit), targets: scores.targets)?.slope
    }

    /// Calibration in the large, the α of P(y = 1) = σ(α + logit p): 0 is right, below 0 the probabilities are too
    /// high.
    ///
    /// - Returns: nil where one class only occurs.
    public static func intercept(of scores: BinaryScores) -> Double? {
        LogisticFit.intercept(scores.scores.map(LogisticFunction.logit), targets: scores.targets)
    }
}

extension BinaryScores {
    /// 1 for each positive, 0 for each negative.
    var targets: [Double] { positives.map { $0 ? 1 : 0 } }
}
