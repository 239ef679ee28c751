import Tensors

/// Folds that keep patients whole and classes balanced.
public enum GroupedFolds {
    /// The fold of each sample.
    ///
    /// Patients are dealt out one after another, those with the most samples first and equals in an order that the
    /// seed shuffles; each goes to the fold that then holds the least of the patient's classes, measured by the share
    /// of the class that the fold should have. The order of samples does not matter.
    ///
    /// - Throws: `CohortError.invalidSplit` below two folds, `.tooFewPatients` where a class has fewer patients than
    ///   there are folds.
    public static func assign(_ cohort: Cohort, count: Int, seed: UInt64) throws(CohortError) -> [String: Int] {
        try assign(cohort, count: count, seed: seed, strata: try Strata(cohort, classes: true, columns: []))
    }

    /// The same with folds that are balanced by other strata than the classes.
    static func assign(
        _ cohort: Cohort, count: Int, seed: UInt64, strata: Strata
    ) throws(CohortError) -> [String: Int] {
        guard count >= 2 else { throw .invalidSplit(key: "folds", allowed: "2 or more") }
        let patients = strata.patients(of: cohort)
        try strata.check(patients, folds: count)
        let targets = patients.totals.map { max(Double($0), 1) / Double(count) }
        let size = Double(cohort.samples.count) / Double(count)
        var held = [[Double]](repeating: [Double](repeating: 0, count: targets.count), count: count)
        var sizes = [Double](repeating: 0, count: count)
        var folds: [String: Int] = [:]
        for patient in patients.dealt(seed: seed) {
            let costs = held.indices.map { fold in
                var cost = 0.0
                for (stratum, target) in targets.enumerated() {
                    cost += held[fold][stratum] / target * Double(patient.counts[stratum]) / Double(patient.size)
                }
                return cost + 1e-3 * sizes[fold] / size
            }
            guard let fold = costs.indices.min(by: { costs[$0] < costs[$1] }) else { continue }
            for stratum in targets.indices { held[fold][stratum] += Double(patient.counts[stratum]) }
            sizes[fold] += Double(patient.size)
            for id in patient.ids { folds[id] = fold }
        }
        return folds
    }
}
