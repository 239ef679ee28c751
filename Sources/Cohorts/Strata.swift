/// What the folds are balanced by: the classes, the values of further columns, or nothing.
struct Strata {
    /// What a stratum is, for messages.
    enum Kind {
        case label(String)
        case value(String, column: String)
    }

    let kinds: [Kind]
    /// The strata of each sample by its id.
    let members: [String: [Int]]

    /// - Throws: `CohortError.unknownColumn`, `.emptyCell`.
    init(_ cohort: Cohort, classes: Bool, columns: [String]) throws(CohortError) {
        var kinds: [Kind] = classes ? cohort.classes.map { .label($0) } : []
        var members: [String: [Int]] = [:]
        for sample in cohort.samples { members[sample.id] = classes ? sample.classes : [] }
        for column in columns {
            let values = try cohort.values(of: column)
            var places: [String: Int] = [:]
            for value in Set(values).sorted() {
                places[value] = kinds.count
                kinds.append(.value(value, column: column))
            }
            for (sample, value) in zip(cohort.samples, values) { members[sample.id]?.append(places[value] ?? 0) }
        }
        (self.kinds, self.members) = (kinds, members)
    }

    /// The patients with the number of their scans in each stratum.
    func patients(of cohort: Cohort) -> Patients {
        Patients(cohort.samples, strataCount: kinds.count) { members[$0.id] ?? [] }
    }

    /// Refuses strata that cannot be in every fold.
    ///
    /// - Throws: `CohortError.tooFewPatients`, `.tooFewPatientsWith`, `.tooFewPatientsInAll`.
    func check(_ patients: Patients, folds: Int) throws(CohortError) {
        for (stratum, kind) in kinds.enumerated() {
            let holders = patients.all.count { $0.counts[stratum] > 0 }
            guard holders < folds else { continue }
            switch kind {
            case .label(let name): throw .tooFewPatients(class: name, patients: holders, folds: folds)
            case .value(let value, let column):
                throw .tooFewPatientsWith(value: value, column: column, patients: holders, folds: folds)
            }
        }
        guard patients.all.count >= folds else {
            throw .tooFewPatientsInAll(patients: patients.all.count, folds: folds)
        }
    }
}
