/// The structural components of the area under a ROC curve (DeLong et al. 1988), summed for each patient.
///
/// With V₁₀(x) the share of negatives that positive x outscores and V₀₁(y) the share of positives that outscore negative
/// y, ties counting half, both follow from mid-ranks in O(N log N) (Sun and Xu 2014).
struct AUROCComponents {
    let area: Double

    /// Of each patient Σ (V₁₀ − A) over the positives, and Σ (V₀₁ − A) over the negatives.
    private let positiveParts: [Double]
    private let negativeParts: [Double]

    /// The numbers of positives and negatives, and of patients that have some.
    private let positives: Double
    private let negatives: Double
    private let positivePatients: Double
    private let negativePatients: Double

    /// - Throws: `EvaluationError` unless at least two patients have positives and two have negatives.
    init(_ scores: BinaryScores, groups: PatientGroups, figure: String) throws(EvaluationError) {
        try scores.requireBothClasses(for: figure)
        let ranks = MidRanks.of(scores.scores)
        let members = { (positive: Bool) in scores.positives.indices.filter { scores.positives[$0] == positive } }
        let (above, below) = (members(true), members(false))
        let (m, n) = (Double(above.count), Double(below.count))
        var components = [Double](repeating: 0, count: scores.count)
        for (index, rank) in zip(above, MidRanks.of(above.map { scores.scores[$0] })) {
            components[index] = (ranks[index] - rank) / n
        }
        for (index, rank) in zip(below, MidRanks.of(below.map { scores.scores[$0] })) {
            components[index] = 1 - (ranks[index] - rank) / m
        }
        let area = above.reduce(0) { $0 + components[$1] } / m
        let sum = { (group: [Int], positive: Bool) in
            group.reduce(0) { scores.positives[$1] == positive ? $0 + components[$1] - area : $0 }
        }
        let patients = { (positive: Bool) in
            groups.groups.count { $0.contains { scores.positives[$0] == positive } }
        }
        self.area = area
        (positives, negatives) = (m, n)
        positiveParts = groups.groups.map { sum($0, true) }
        negativeParts = groups.groups.map { sum($0, false) }
        (positivePatients, negativePatients) = (Double(patients(true)), Double(patients(false)))
        for found in [patients(true), patients(false)] where found < 2 {
            throw .tooFewValues(figure: "\(figure), in patients of each class,", found: found, needed: 2)
        }
    }

    /// The covariance of the areas of two models on the same samples; of a model with itself its variance.
    ///
    /// S₁₀/m + S₀₁/n + 2 S₁₁/(mn) with the sums of patients for those of samples (Obuchowski 1997, eq. 4 and 5), where
    /// S₁₀ = I₁₀/((I₁₀ − 1) m) Σ …, S₀₁ alike, S₁₁ = I/(I − 1) Σ …. With one sample a patient that is DeLong's.
    func covariance(with other: AUROCComponents) -> Double {
        let dot = { (first: [Double], second: [Double]) in zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } }
        let patients = Double(positiveParts.count)
        let positiveSum = dot(positiveParts, other.positiveParts) * positivePatients / (positivePatients - 1)
        let negativeSum = dot(negativeParts, other.negativeParts) * negativePatients / (negativePatients - 1)
        let crossSum =
            (dot(positiveParts, other.negativeParts) + dot(negativeParts, other.positiveParts))
            * patients / (patients - 1)
        return positiveSum / (positives * positives) + negativeSum / (negatives * negatives)
            + crossSum / (positives * negatives)
    }
}
