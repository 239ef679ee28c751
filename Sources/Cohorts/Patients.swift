import Tensors

/// The patients of some samples with the strata of their scans, such as their classes.
struct Patients {
    struct Patient {
        var name: String
        var ids: [String] = []
        /// The number of scans of each stratum.
        var counts: [Int]
        var size: Int { ids.count }
    }

    /// The patients by name.
    let all: [Patient]
    /// The number of scans of each stratum.
    let totals: [Int]

    init(_ samples: [Sample], classCount: Int) {
        self.init(samples, strataCount: classCount) { $0.classes }
    }

    /// - Parameter strata: the strata that a sample counts for, numbers below `strataCount`.
    init(_ samples: [Sample], strataCount: Int, strata: (Sample) -> [Int]) {
        var patients: [String: Patient] = [:]
        var totals = [Int](repeating: 0, count: strataCount)
        for sample in samples {
            let empty = Patient(name: sample.patient, counts: [Int](repeating: 0, count: strataCount))
            patients[sample.patient, default: empty].ids.append(sample.id)
            for stratum in strata(sample) {
                patients[sample.patient, default: empty].counts[stratum] += 1
                totals[stratum] += 1
            }
        }
        all = patients.values.sorted { $0.name < $1.name }
        self.totals = totals
    }

    /// The patients in the order of dealing: the largest first, equals shuffled by the seed.
    func dealt(seed: UInt64) -> [Patient] {
        shuffled(seed: seed).enumerated().sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(
            \.element)
    }

    /// The patients in an order that follows from the seed alone.
    func shuffled(seed: UInt64) -> [Patient] {
        var generator = RandomGenerator(seed: seed, stream: [0x73_706C_6974])
        return generator.permutation(of: all.count).map { all[$0] }
    }
}
