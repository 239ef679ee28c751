import Tensors

/// What each step of the sequence added to a logit, by integrated gradients (Sundararajan et al. 2017) in the space of the
/// frames' features: cₜ = Σ_f (x_tf − m_f)·∫₀¹ ∂y/∂x_tf (m + α·(x − m)) dα, m the training cohort's mean frame feature.
public struct FrameContributions: Hashable, Sendable {
    /// One number for each step, in units of the logit.
    public var values: [Double]
    public var logit, baselineLogit: Double
    /// The steps of the integral.
    public var steps: Int

    public init(values: [Double], logit: Double, baselineLogit: Double, steps: Int) {
        (self.values, self.logit, self.baselineLogit, self.steps) = (values, logit, baselineLogit, steps)
    }

    public var sum: Double { values.reduce(0, +) }
    public var difference: Double { logit - baselineLogit }

    /// Whether |Σ c − (y(x) − y(m))| ≤ 0.01·max(|y(x) − y(m)|, 0.1).
    public var areComplete: Bool { abs(sum - difference) <= 0.01 * max(abs(difference), 0.1) }

    /// The step with the largest contribution, the first of equal ones.
    public var leading: Int { values.indices.max { values[$0] < values[$1] } ?? 0 }
}

extension ExplainedNetwork {
    /// The contributions of the frames of the scan that was read; nil where the network reads no sequence of vectors.
    ///
    /// The steps of the integral double from 32 until the contributions are complete, or are 1,024.
    ///
    /// - Parameter mean: the mean frame feature, F numbers; zeros where the model has none.
    public func frameContributions(
        target: Int, mean: [Float]?
    ) throws(SaliencyError) -> FrameContributions? {
        guard let tail, let features = try features() else { return nil }
        let row = mean ?? [Float](repeating: 0, count: tail.features)
        let baseline = Tensor(shape: features.shape, elements: (0..<features.shape[0]).flatMap { _ in row })
        let ends = try featureGradients(of: [features, baseline], target: target)
        var steps = 32
        while true {
            let parts = try integral(from: baseline, to: features, steps: steps) { versions throws(SaliencyError) in
                try featureGradients(of: versions, target: target)
            }
            let found = FrameContributions(
                values: (0..<features.shape[0]).map { step in
                    parts[step * tail.features..<(step + 1) * tail.features].reduce(0, +)
                }, logit: Double(ends[0].logit), baselineLogit: Double(ends[1].logit), steps: steps)
            if found.areComplete || steps >= 1024 { return found }
            steps *= 2
        }
    }
}
