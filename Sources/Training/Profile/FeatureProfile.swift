/// What a model file remembers of the features that its network makes of the training cohort; no scan can be rebuilt from it.
public struct FeatureProfile: Codable, Hashable, Sendable {
    /// The mean of the frames' features over all frames of the training part, F numbers: the baseline of frame contributions.
    /// Nil where the network reads no sequence of vectors.
    public var meanFrameFeature: [Float]?
    /// Centres of groups of training scans, at most 64, each of D numbers: what the last layer reads.
    public var prototypes: [[Float]]
    /// For each prototype how many training scans of each class lie nearest to it.
    public var classCounts: [[Int]]
    /// The standard deviation of each of the D numbers over the training part.
    public var deviations: [Float]
    /// The 0, 1, … 100 % quantiles of training scans' distances to the nearest prototype of groups made without them.
    public var distances: [Double]
    /// How the training scans were stored; nil where it was not looked at.
    public var scans: ScanRanges?

    public init(
        meanFrameFeature: [Float]?, prototypes: [[Float]], classCounts: [[Int]], deviations: [Float],
        distances: [Double]
    ) {
        self.meanFrameFeature = meanFrameFeature
        self.prototypes = prototypes
        self.classCounts = classCounts
        self.deviations = deviations
        self.distances = distances
    }

    /// The most prototypes.
    public static let prototypeLimit = 64
    /// The most numbers that a stored feature may have; of a larger one no prototypes are kept.
    static let featureLimit = 4096
    /// The share of training scans that are nearer to a prototype than a scan that is called unlike them.
    public static let familiarShare = 0.99
}

extension FeatureProfile {
    /// The prototypes by their distance to a feature of D numbers, nearest first; none where the sizes differ.
    ///
    /// The distance is the root of the mean squared difference in standard deviations.
    public func nearest(to feature: [Float]) -> [(prototype: Int, distance: Double)] {
        guard feature.count == deviations.count else { return [] }
        return prototypes.indices
            .map { (prototype: $0, distance: Clusters.distance(feature, prototypes[$0], deviations)) }
            .sorted { $0.distance < $1.distance }
    }

    /// The distance beyond which a scan is called unlike the training cohort; nil without prototypes.
    public var familiarDistance: Double? {
        guard distances.count == 101 else { return nil }
        return distances[Int(Self.familiarShare * 100)]
    }

    /// The warning about a scan whose nearest prototype is that far away; nil where it is as near as most training scans are.
    public func warning(ofDistance distance: Double) -> String? {
        guard let limit = familiarDistance, distance > limit else { return nil }
        let figures = [distance, limit].map { ($0 * 100).rounded() / 100 }
        return "the scan's features lie farther from the training cohort's than those of 99 % of its scans "
            + "(\(figures[0]) against \(figures[1])): the answer is not to be relied on"
    }

    /// Whether the parts fit together.
    var isConsistent: Bool {
        prototypes.count <= Self.prototypeLimit && classCounts.count == prototypes.count
            && classCounts.joined().allSatisfy(ModelDescription.countRange.contains)
            && prototypes.allSatisfy { $0.count == deviations.count && $0.allSatisfy(\.isFinite) }
            && deviations.allSatisfy { $0 > 0 && $0.isFinite }
            && (meanFrameFeature?.allSatisfy(\.isFinite) ?? true)
            && (scans?.isConsistent ?? true)
            && (distances.isEmpty || distances.count == 101 && distances.allSatisfy(\.isFinite))
    }
}
