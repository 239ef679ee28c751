extension SaliencyMap {
    /// The map with each slice in proportion to what it contributed: its largest cell shows the contribution, in units of the
    /// logit; a slice that speaks against the class shows nothing.
    ///
    /// Gradients are of one point. Where a lesion has settled the answer they vanish in its own slices and stand in others, which
    /// change nothing (Sundararajan et al. 2017 call it saturation); contributions are integrals, so that maps and contributions
    /// tell of the same slices. A map of other slices than `contributions` is left as it is.
    func scaled(to contributions: [Double]) -> SaliencyMap {
        guard slices > 1, contributions.count == slices else { return self }
        let cells = rows * columns
        var scaled = self
        for (slice, contribution) in contributions.enumerated() {
            let places = slice * cells..<(slice + 1) * cells
            let largest = values[places].max() ?? 0
            let factor = largest > 0 ? Float(max(contribution, 0)) / largest : 0
            for place in places { scaled.values[place] *= factor }
        }
        return scaled
    }
}
