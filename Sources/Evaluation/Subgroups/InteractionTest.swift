/// Whether the AUROC differs between independent groups of patients: Cochran's Q (1954) of areas with DeLong's variances.
///
/// Q = Σ w_g (A_g − Ā)², w_g = 1/SE_g², Ā = Σ w_g A_g / Σ w_g, is χ² with G − 1 degrees of freedom where the areas do not
/// differ; with two groups it is the square of z = (A₁ − A₂)/√(SE₁² + SE₂²). A logistic model with an interaction term
/// would ask about calibration instead, which depends on a link; this asks about discrimination alone.
public struct InteractionTest: Hashable, Codable, Sendable {
    /// Q.
    public var statistic: Double

    /// G − 1.
    public var degrees: Int

    public var p: Double

    /// - Parameter groups: each group's name and scores.
    /// - Throws: `EvaluationError` with fewer than two groups, where a patient stands in two groups, or where a group's
    ///   area has no standard error.
    public init(of groups: [(name: String, scores: BinaryScores)]) throws(EvaluationError) {
        guard groups.count >= 2 else {
            throw .tooFewValues(figure: "the test of interaction, in subgroups,", found: groups.count, needed: 2)
        }
        var homes: [String: String] = [:]
        var areas: [DeLong] = []
        for (name, scores) in groups {
            for patient in scores.patients {
                if let home = homes.updateValue(name, forKey: patient), home != name {
                    throw .sharedPatient(patient, first: home, second: name)
                }
            }
            let area = try DeLong(scores)
            guard area.standardError > 0 else { throw .noVariance(figure: "the AUROC of \(area.area) of \(name)") }
            areas.append(area)
        }
        let weights = areas.map { 1 / ($0.standardError * $0.standardError) }
        let pooled = zip(weights, areas).reduce(0) { $0 + $1.0 * $1.1.area } / weights.reduce(0, +)
        statistic = zip(weights, areas).reduce(0) { $0 + $1.0 * ($1.1.area - pooled) * ($1.1.area - pooled) }
        degrees = groups.count - 1
        p = ChiSquaredDistribution.upperTail(statistic, degrees: degrees) ?? 1
    }
}
