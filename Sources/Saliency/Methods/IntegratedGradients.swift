import Tensors

extension ExplainedNetwork {
    /// Integrated gradients in pixel space (Sundararajan et al. 2017): (x − x₀)·∫₀¹ ∂y/∂x (x₀ + α·(x − x₀)) dα, added up over
    /// the channels; x₀ is all the scan's minimum.
    ///
    /// The integral is a sum over the middles of equal steps, whose number doubles from 16 until the map adds up to
    /// y(x) − y(x₀) within 1 %, or is 256.
    public func integratedGradients(of frames: Tensor, target: Int) throws(SaliencyError) -> SaliencyMap {
        let least = frames.elements.min() ?? 0
        let baseline = Tensor(shape: frames.shape, repeating: least)
        let ends = try logits(of: [frames, baseline])
        let difference = Double(ends[0][target] - ends[1][target])
        var steps = 16
        while true {
            let sums = try integral(from: baseline, to: frames, steps: steps) { versions throws(SaliencyError) in
                try inputGradients(of: versions, target: target)
            }
            let total = sums.reduce(0, +)
            if abs(total - difference) <= 0.01 * max(abs(difference), 0.1) || steps >= 256 {
                return perPixel(.integratedGradients, frames: frames.shape[0]) { Float(sums[$0]) }
            }
            steps *= 2
        }
    }
}

/// (x − x₀)·mean of ∂y/∂x at the middles of `steps` equal parts of the way from `start` to `end`, a number each of x.
///
/// - Parameter gradients: the logit and its gradient for many versions of x.
func integral(
    from start: Tensor, to end: Tensor, steps: Int,
    gradients: ([Tensor]) throws(SaliencyError) -> [(logit: Float, gradient: Tensor)]
) throws(SaliencyError) -> [Double] {
    let (from, to) = (start.elements, end.elements)
    var sums = [Double](repeating: 0, count: from.count)
    for first in stride(from: 0, to: steps, by: 16) {
        let versions = (first..<min(first + 16, steps)).map { step in
            let share = (Float(step) + 0.5) / Float(steps)
            return Tensor(shape: start.shape, elements: zip(from, to).map { $0 + share * ($1 - $0) })
        }
        for found in try gradients(versions) {
            found.gradient.withUnsafeElements { elements in
                for place in sums.indices { sums[place] += Double(elements[place]) }
            }
        }
    }
    return sums.indices.map { sums[$0] / Double(steps) * Double(to[$0] - from[$0]) }
}
