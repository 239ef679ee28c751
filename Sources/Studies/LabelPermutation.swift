import Cohorts
import Tensors

extension Cohort {
    /// The cohort with its labels shuffled among the patients, so that images and labels have nothing to do with each other.
    ///
    /// Each patient's scans take over the labels of another patient's, in turn where the numbers of scans differ, so that
    /// scans of one patient stay as alike in their labels as they were.
    ///
    /// - Parameter number: which of several permutations.
    /// - Precondition: frames have no labels of their own, which would stay with their scans.
    public func permutingLabels(seed: UInt64, number: Int) -> Cohort {
        precondition(!labelsFrames, "labels of frames cannot be shuffled")
        var generator = RandomGenerator(seed: seed, stream: [0x6C_6162_656C, UInt64(number)])
        let scans = Dictionary(grouping: samples.indices) { samples[$0].patient }
        let patients = scans.keys.sorted()
        var cohort = self
        for (patient, other) in zip(patients, generator.permutation(of: patients.count)) {
            let labels = (scans[patients[other]] ?? []).map { (samples[$0].label, samples[$0].findings) }
            for (place, index) in (scans[patient] ?? []).enumerated() {
                (cohort.samples[index].label, cohort.samples[index].findings) = labels[place % labels.count]
            }
        }
        return cohort
    }
}
