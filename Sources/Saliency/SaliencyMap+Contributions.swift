extension SaliencyMap {
    /// The map with each slice weighted by its contribution as a share of the largest one; a slice that speaks against the class
    /// shows nothing.
    ///
    /// Gradients are of one point. Where a lesion has settled the answer they vanish in its own slices and stand in others, which
    /// change nothing (Sundararajan et al. 2017 call it saturation); contributions are integrals, so that maps and contributions
    /// tell of the same slices. A map of other slices than `contributions`, and one to which nothing contributed, is left as it is.
    func weighted(by contributions: [Double]) -> SaliencyMap {
        guard slices > 1, contributions.count == slices, let largest = contributions.max(), largest > 0 else {
            return self
        }
        let cells = rows * columns
        var weighted = self
        for place in values.indices { weighted.values[place] *= Float(max(contributions[place / cells], 0) / largest) }
        return weighted
    }
}
