/// Bins of the probabilities between 0 and 1, each open below and closed above, the first closed below.
struct ProbabilityBins {
    /// The edges between neighbouring bins, ascending, one less than there are bins.
    private let edges: [Double]

    /// The number of bins.
    var count: Int { edges.count + 1 }

    /// `count` bins of the same width.
    static func equalWidth(_ count: Int) -> ProbabilityBins {
        ProbabilityBins(edges: (1..<max(count, 1)).map { Double($0) / Double(count) })
    }

    /// `count` bins with as many of the probabilities each as ties allow.
    static func equalMass(_ count: Int, of probabilities: [Double]) -> ProbabilityBins {
        let sorted = probabilities.sorted()
        guard !sorted.isEmpty else { return equalWidth(count) }
        return ProbabilityBins(
            edges: (1..<max(count, 1)).map { Quantile.value(of: sorted, at: Double($0) / Double(count)) })
    }

    /// The number of edges that lie below a probability, by bisection.
    func bin(of probability: Double) -> Int {
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] < probability { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
