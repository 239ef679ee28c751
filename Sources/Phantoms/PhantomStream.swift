import Tensors

/// The random numbers of a cohort: every scan and every patient draws from a stream of its own.
struct PhantomStream {
    let phantom: Phantom

    /// The patient of scan `n`, counted from zero.
    func patient(ofScan n: Int) -> Int { n / phantom.scansPerPatient }

    /// The label of scan `n`.
    ///
    /// Patients stand in blocks, one for each class; the first scans of a block's patients have one label each in
    /// random order, and so have the second scans. That keeps the classes balanced at every count, and a patient's labels
    /// independent of each other.
    func label(ofScan n: Int) -> Int {
        let classCount = phantom.kind.classes.count
        let (block, place) = patient(ofScan: n).quotientAndRemainder(dividingBy: classCount)
        var generator = generator(.label, block, n % phantom.scansPerPatient)
        return generator.permutation(of: classCount)[place]
    }

    /// What differs between two scans of one patient.
    func generator(ofScan n: Int) -> RandomGenerator { generator(.scan, n) }

    /// What the scans of a patient share.
    func generator(ofPatient patient: Int) -> RandomGenerator { generator(.patient, patient) }

    private enum Purpose: UInt64 {
        case label, scan, patient
    }

    private func generator(_ purpose: Purpose, _ indices: Int...) -> RandomGenerator {
        let kind = UInt64(PhantomKind.allCases.firstIndex(of: phantom.kind) ?? 0)
        return RandomGenerator(
            seed: phantom.seed, stream: [kind, purpose.rawValue] + indices.map { UInt64($0) })
    }
}
