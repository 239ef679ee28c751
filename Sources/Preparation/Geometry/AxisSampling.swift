/// Evenly spaced samples along one axis of a scan, and the border around them.
///
/// Places are measured between voxel edges: voxel n reaches from n to n + 1, its centre is n + ½.
struct AxisSampling: Hashable {
    /// Voxels along the axis.
    var extent: Int
    /// Samples taken.
    var count: Int
    /// The edge at which the first sample begins.
    var start = 0.0
    /// Voxels for each sample.
    var step = 1.0
    /// Samples of border before and after those taken.
    var before = 0
    var after = 0

    /// Every voxel once.
    init(extent: Int) {
        self.extent = extent
        count = extent
    }

    /// Samples `step` voxels apart, as many as fit the axis, about its centre.
    ///
    /// - Throws: `PreparationError.tooFine` for far more samples than voxels.
    init(extent: Int, step: Double) throws(PreparationError) {
        self.extent = extent
        self.step = step
        let samples = (Double(extent) / step).rounded()
        guard samples <= Double(max(Preparation.longestSide, extent)) else {
            throw .tooFine(extent: extent, step: step)
        }
        count = max(1, Int(samples))
        start = Double(extent) / 2 - Double(count) * step / 2
    }

    /// The place of a sample's centre as an index of the oriented axis: 0 is the centre of the first voxel.
    ///
    /// - Parameter index: counts the border, too; it may lie between samples.
    func position(_ index: Double) -> Double {
        start + (index - Double(before) + 0.5) * step - 0.5
    }

    /// Samples and border.
    var total: Int { before + count + after }

    /// Keeps at most `kept` samples in the middle.
    mutating func cut(to kept: Int) {
        guard kept < count else { return }
        start += Double((count - kept) / 2) * step
        count = kept
    }

    /// Takes `count` samples over the same stretch of the axis.
    mutating func stretch(to count: Int, wholeAxis: Bool) {
        if wholeAxis {
            start = 0
            step = Double(extent)
        } else {
            step *= Double(self.count)
        }
        step /= Double(count)
        self.count = count
    }

    /// Makes the steps `factor` times as long, about the centre.
    mutating func coarsen(by factor: Double) {
        let centre = start + Double(count) * step / 2
        count = max(1, Int((Double(count) / factor).rounded()))
        step *= factor
        start = centre - Double(count) * step / 2
    }

    /// Adds a border, or cuts samples off, until there are `count`.
    mutating func centre(in count: Int) {
        cut(to: count)
        before = (count - self.count) / 2
        after = count - self.count - before
    }
}
