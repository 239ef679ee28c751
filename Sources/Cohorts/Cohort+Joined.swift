extension Cohort {
    /// The cohort with the patients of linked samples made one: none of them can then be torn apart.
    ///
    /// - Parameter links: pairs of places in `samples`.
    /// - Returns: the cohort, and the names of the groups that a link made or lies in.
    public func joined(by links: [(Int, Int)]) -> (cohort: Cohort, groups: Set<String>) {
        var sets = DisjointSets(count: samples.count)
        var owners: [String: Int] = [:]
        for (index, sample) in samples.enumerated() {
            if let owner = owners[sample.patient] { sets.join(owner, index) } else { owners[sample.patient] = index }
        }
        for (one, other) in links { sets.join(one, other) }
        var joined = self
        for index in samples.indices { joined.samples[index].patient = samples[sets.root(of: index)].patient }
        return (joined, Set(links.map { joined.samples[$0.0].patient }))
    }
}

extension Split {
    /// The split without those samples of the named groups that would carry a group into a second part.
    ///
    /// Fixed parts cannot be moved: of a group that they tear apart the samples of the part that is farthest from
    /// learning stay (test, then validation, then tuning).
    ///
    /// - Returns: the split, whose `leftOut` names those samples.
    public func keepingWhole(_ groups: Set<String>, of cohort: Cohort) -> Split {
        let rank: [Part] = [.train, .tuning, .validation, .test]
        var kept: [String: Int] = [:]
        for sample in cohort.samples where groups.contains(sample.patient) {
            guard let place = parts[sample.id].flatMap(rank.firstIndex) else { continue }
            kept[sample.patient] = max(kept[sample.patient] ?? 0, place)
        }
        var whole = self
        for sample in cohort.samples {
            guard let place = parts[sample.id].flatMap(rank.firstIndex), let best = kept[sample.patient], place < best
            else { continue }
            whole.parts[sample.id] = nil
            whole.leftOut.insert(sample.id)
        }
        return whole
    }
}
