/// For each sample along an axis the voxels it is made of and their weights.
///
/// The weights are a triangle about the sample's centre, one voxel wide to either side where the grid becomes finer and
/// one step wide where it becomes coarser (then it smooths: antialiasing), cut at the ends of the axis and divided by
/// their sum. This is the bilinear filter of Pillow's `resize` and of PyTorch's `interpolate(antialias=True)`.
struct ResamplingWeights: Hashable {
    /// For each sample the first voxel.
    private(set) var starts: [Int] = []
    /// For each sample the weights of that voxel and of those after it.
    private(set) var weights: [[Float]] = []
    /// Voxels along the axis.
    private(set) var extent: Int

    /// - Parameters:
    ///   - samples: which samples of the sampling, not counting its border.
    ///   - antialias: whether the triangle becomes wider with the step.
    init(_ sampling: AxisSampling, samples: some Sequence<Int>, antialias: Bool) {
        extent = sampling.extent
        let reach = antialias ? max(sampling.step, 1) : 1
        for sample in samples {
            let centre = sampling.start + (Double(sample) + 0.5) * sampling.step
            let first = Int(min(max(centre - reach + 0.5, 0), Double(extent - 1)))
            let end = max(Int(min(max(centre + reach + 0.5, 0), Double(extent))), first + 1)
            var taps = (first..<end).map { max(0, 1 - abs(Double($0) + 0.5 - centre) / reach) }
            let leading = min(taps.prefix { $0 == 0 }.count, taps.count - 1)
            taps.removeFirst(leading)
            while taps.count > 1, taps.last == 0 { taps.removeLast() }
            let sum = taps.reduce(0, +)
            starts.append(first + leading)
            weights.append(sum > 0 ? taps.map { Float($0 / sum) } : [1])
        }
    }

    /// The samples.
    var count: Int { starts.count }

    /// Whether every voxel is taken once, in order.
    var isIdentity: Bool {
        count == extent && starts.indices.allSatisfy { starts[$0] == $0 && weights[$0].count == 1 }
    }

    /// The voxels that any sample is made of, in order.
    var usedVoxels: [Int] {
        Set(zip(starts, weights).flatMap { start, taps in start..<start + taps.count }).sorted()
    }

    /// The same weights for an axis of which only `voxels` are left.
    ///
    /// - Parameter voxels: in order; every voxel that has a weight is among them.
    func restricted(to voxels: [Int]) -> ResamplingWeights {
        var places: [Int: Int] = [:]
        for (place, voxel) in voxels.enumerated() { places[voxel] = place }
        var result = self
        result.extent = voxels.count
        result.starts = starts.map { places[$0] ?? 0 }
        return result
    }
}
