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
        guard count >= 2 else { throw .invalidSplit(key: "folds", allowed: "2 or more") }
        let patients = Patients(cohort.samples, classCount: cohort.classes.count)
        for (label, name) in cohort.classes.enumerated() {
            let holders = patients.all.count { $0.counts[label] > 0 }
            guard holders >= count else { throw .tooFewPatients(class: name, patients: holders, folds: count) }
        }
        let targets = patients.totals.map { max(Double($0), 1) / Double(count) }
        let size = Double(cohort.samples.count) / Double(count)
        var held = [[Double]](repeating: [Double](repeating: 0, count: targets.count), count: count)
        var folds: [String: Int] = [:]
        for patient in patients.dealt(seed: seed) {
            let costs = held.map { fold in
                zip(zip(fold, targets), patient.counts).reduce(0.0) { sum, item in
                    sum + (item.0.0 / item.0.1) * Double(item.1) / Double(patient.size)
                } + 1e-3 * fold.reduce(0, +) / size
            }
            guard let fold = costs.indices.min(by: { costs[$0] < costs[$1] }) else { continue }
            for label in targets.indices { held[fold][label] += Double(patient.counts[label]) }
            for id in patient.ids { folds[id] = fold }
        }
        return folds
    }
}
