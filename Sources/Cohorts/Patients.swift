import Tensors

/// The patients of some samples with the classes of their scans.
struct Patients {
    struct Patient {
        var name: String
        var ids: [String] = []
        /// The number of scans of each class.
        var counts: [Int]
        var size: Int { ids.count }
    }

    /// The patients by name.
    let all: [Patient]
    /// The number of scans of each class.
    let totals: [Int]

    init(_ samples: [Sample], classCount: Int) {
        var patients: [String: Patient] = [:]
        var totals = [Int](repeating: 0, count: classCount)
        for sample in samples {
            let empty = Patient(name: sample.patient, counts: [Int](repeating: 0, count: classCount))
            patients[sample.patient, default: empty].ids.append(sample.id)
            patients[sample.patient, default: empty].counts[sample.label] += 1
            totals[sample.label] += 1
        }
        all = patients.values.sorted { $0.name < $1.name }
        self.totals = totals
    }

    /// The patients in the order of dealing: the largest first, equals shuffled by the seed.
    func dealt(seed: UInt64) -> [Patient] {
        var generator = RandomGenerator(seed: seed, stream: [0x73_706C_6974])
        let shuffled = generator.permutation(of: all.count).map { all[$0] }
        return shuffled.enumerated().sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(
            \.element)
    }
}
