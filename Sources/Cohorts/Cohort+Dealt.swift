extension Cohort {
    /// The cohort with what is dealt out as a whole in the place of the patients.
    public func dealt(by unit: FoldDescription.Dealt) -> Cohort {
        guard unit == .scans else { return self }
        var cohort = self
        for index in cohort.samples.indices { cohort.samples[index].patient = cohort.samples[index].id }
        return cohort
    }

    /// The ids of whole patients who make up about `share` of each class, and at least one scan of each.
    ///
    /// - Parameter seed: who is chosen; the same cohort, share and seed give the same patients on every machine.
    /// - Throws: `CohortError.noCut` where a class cannot be shared between those chosen and the rest.
    public func chosen(share: Double, seed: UInt64) throws(CohortError) -> Set<String> {
        do {
            return try TuningCut.ids(of: samples, classes: classes, share: share, seed: seed, largestFirst: false)
        } catch {
            guard case .noTuningCut(let name, let samples, let patients) = error else { throw error }
            throw .noCut(class: name, samples: samples, patients: patients)
        }
    }
}

extension Cohort {
    /// About `count` of the scans: whole patients, each class in its share; the same ones on every machine.
    ///
    /// - Throws: `CohortError.invalidSplit` below 1, `.noCut`.
    func sampled(_ count: Int) throws(CohortError) -> Cohort {
        guard count >= 1 else { throw .invalidSplit(key: "cohort.sample", allowed: "1 or more") }
        guard count < samples.count else { return self }
        let kept = try chosen(share: Double(count) / Double(samples.count), seed: 0)
        var cohort = self
        cohort.samples.removeAll { !kept.contains($0.id) }
        cohort.notes.append("\(kept.count) of \(samples.count) scans were kept, as cohort.sample asks")
        return cohort
    }
}
