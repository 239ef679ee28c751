/// The part of the training samples that early stopping looks at.
enum TuningCut {
    /// The ids of the samples to cut off: whole patients, about `share` of each class and at least one sample of
    /// each, while each class keeps a sample for training.
    ///
    /// - Throws: `CohortError.noTuningCut` with the numbers where that cannot be done.
    static func ids(
        of samples: [Sample], classes: [String], share: Double, seed: UInt64
    ) throws(CohortError) -> Set<String> {
        let patients = Patients(samples, classCount: classes.count)
        let present = classes.indices.filter { patients.totals[$0] > 0 }
        let targets = patients.totals.map { max(1, share * Double($0)) }
        var cut: [Patients.Patient] = []
        var held = [Int](repeating: 0, count: classes.count)
        func miss(_ counts: [Int]) -> Double {
            present.reduce(0) { sum, label in
                let difference = (Double(counts[label]) - targets[label]) / targets[label]
                return sum + difference * difference
            }
        }
        func keepsTraining(_ counts: [Int]) -> Bool { present.allSatisfy { counts[$0] < patients.totals[$0] } }
        func take(_ patient: Patients.Patient) {
            cut.append(patient)
            held = zip(held, patient.counts).map(+)
        }
        let order = patients.dealt(seed: seed)
        for patient in order {
            let counts = zip(held, patient.counts).map(+)
            if miss(counts) < miss(held), keepsTraining(counts) { take(patient) }
        }
        for label in present where held[label] == 0 {
            let fitting = order.reversed().first { patient in
                patient.counts[label] > 0 && keepsTraining(zip(held, patient.counts).map(+))
            }
            guard let fitting else {
                throw .noTuningCut(
                    class: classes[label], samples: patients.totals[label],
                    patients: patients.all.count { $0.counts[label] > 0 })
            }
            take(fitting)
        }
        return Set(cut.flatMap(\.ids))
    }
}
