/// The part of the training samples that early stopping looks at.
enum TuningCut {
    /// The ids of the samples to cut off: whole patients, about `share` of each class and at least one sample of
    /// each, while each class keeps a sample for training.
    ///
    /// - Parameter largestFirst: whether patients with many scans are preferred, which keeps the shares best; else who is cut off
    ///   does not depend on how many scans a patient has.
    /// - Throws: `CohortError.noTuningCut` with the numbers where that cannot be done.
    static func ids(
        of samples: [Sample], classes: [String], share: Double, seed: UInt64,
        largestFirst: Bool = true
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
        let order = largestFirst ? patients.dealt(seed: seed) : patients.shuffled(seed: seed)
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
