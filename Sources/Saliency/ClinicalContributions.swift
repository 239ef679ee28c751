import Tensors

/// What each clinical column, and the scan itself, added to a logit: Shapley values (Lundberg and Lee 2017) of a game whose
/// players are the columns and the scan.
///
/// A column that does not play has its mean over the training part. Where the network reads a sequence, a scan that does not play
/// has the training cohort's mean frame feature in every frame; else each of its frames shows its own mean.
public struct ClinicalContributions: Hashable, Sendable {
    /// One number for each column, in units of the logit.
    public var columns: [Double]
    public var scan: Double
    public var logit, baselineLogit: Double
    /// How many random orders of the players were averaged; nil where all were.
    public var orders: Int?

    public init(columns: [Double], scan: Double, logit: Double, baselineLogit: Double, orders: Int?) {
        (self.columns, self.scan, self.orders) = (columns, scan, orders)
        (self.logit, self.baselineLogit) = (logit, baselineLogit)
    }

    /// Σ contributions, which is the logit less the baseline's.
    public var sum: Double { columns.reduce(scan, +) }
}

extension ExplainedNetwork {
    /// The contributions to the logit of the scan that was read, `frames`; nil where the network reads no clinical numbers.
    ///
    /// - Parameters:
    ///   - columns: how many columns the clinical numbers are of, each of equally many side by side; 0 is a column's mean.
    ///   - mean: the mean frame feature, F numbers; zeros where the model has none.
    public func clinicalContributions(
        of frames: Tensor, target: Int, columns: Int, mean: [Float]?, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> ClinicalContributions? {
        guard columns > 0, input.clinical > 0, input.clinical.isMultiple(of: columns) else { return nil }
        let width = input.clinical / columns
        let present: Tensor
        let absent: Tensor
        if let tail, let features = try features() {
            let row = mean ?? [Float](repeating: 0, count: tail.features)
            present = features
            absent = Tensor(shape: features.shape, elements: (0..<features.shape[0]).flatMap { _ in row })
        } else {
            (present, absent) = (frames, frames.showingMeans)
        }
        let game = try ShapleyValues(players: columns + 1, using: &generator) { coalitions throws(SaliencyError) in
            let logits = try logits(
                of: coalitions.map { $0[columns] ? present : absent },
                clinical: coalitions.map { coalition in
                    clinical.enumerated().map { coalition[$0 / width] ? $1 : 0 }
                }, areFeatures: tail != nil)
            return logits.map { Double($0[target]) }
        }
        return ClinicalContributions(
            columns: Array(game.values.dropLast()), scan: game.values[columns], logit: game.whole,
            baselineLogit: game.empty, orders: game.orders)
    }
}
