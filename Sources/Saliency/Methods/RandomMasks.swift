import Foundation
import Tensors

extension ExplainedNetwork {
    /// Random masks after RISE (Petsiuk et al. 2018): Σᵢ (pᵢ − mean p)·mᵢ / (N·½), pᵢ the target's probability for the scan
    /// seen through mask mᵢ, whose hidden places show their frame's mean.
    ///
    /// A mask is a grid of 8×8 cells (times up to 8 stretches of frames), each shown with probability ½, interpolated to the
    /// scan's size after a random shift by less than a cell along each axis. The mean is taken off, so that places without effect are near 0.
    public func randomMasks(
        of frames: Tensor, target: Int, count: Int = 512, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> SaliencyMap {
        let means = frames.frameMeans
        let pixels = frames.shape[0] * input.height * input.width
        // Scores count from the first one, so that a network that nothing moves has a map of zeros.
        var start: Double?
        var total = 0.0
        var sum = [Double](repeating: 0, count: pixels)
        var weighted = sum
        for first in stride(from: 0, to: count, by: Self.batch) {
            let masks = (first..<min(first + Self.batch, count)).map { _ in
                mask(frames: frames.shape[0], using: &generator)
            }
            let versions = masks.map { mask in
                var version = frames
                version.withUnsafeMutableElements { elements in
                    for place in 0..<pixels * input.channels {
                        let pixel = place / input.channels
                        let mean = means[pixel / (input.height * input.width)]
                        elements[place] = mean + mask[pixel] * (elements[place] - mean)
                    }
                }
                return version
            }
            for (mask, logits) in zip(masks, try logits(of: versions)) {
                let found = probability(of: target, logits: logits)
                let score = found - (start ?? found)
                start = start ?? found
                total += score
                for pixel in 0..<pixels {
                    sum[pixel] += Double(mask[pixel])
                    weighted[pixel] += score * Double(mask[pixel])
                }
            }
        }
        let mean = total / Double(count)
        let values = zip(weighted, sum).map { Float(($0 - mean * $1) / (Double(count) * 0.5)) }
        return SaliencyMap(
            method: .randomMasks, slices: frames.shape[0], rows: input.height, columns: input.width, values: values)
    }

    /// The target's probability: softmax of the logits, of findings the sigmoid of its own.
    func probability(of target: Int, logits: [Float]) -> Double {
        if hasFindings { return 1 / (1 + exp(-Double(logits[target]))) }
        let highest = Double(logits.max() ?? 0)
        let exponentials = logits.map { exp(Double($0) - highest) }
        return exponentials[target] / exponentials.reduce(0, +)
    }

    private func mask(frames: Int, using generator: inout RandomGenerator) -> [Float] {
        let extents = [frames, input.height, input.width]
        let cells = extents.map { min(8, $0) }
        // A shift by up to a whole cell reaches one corner beyond the grid's own.
        let corners = cells.map { $0 + 2 }
        let shift = extents.map { _ in generator.unit() }
        let shown = (0..<corners.reduce(1, *)).map { _ in Float(generator.next() & 1) }
        let axes = (0..<3).map { axis in
            (0..<extents[axis]).map { index -> (low: Int, share: Float) in
                let place = Double(index) * Double(cells[axis]) / Double(extents[axis]) + shift[axis]
                let low = min(Int(place), cells[axis])
                return (low, Float(place - Double(low)))
            }
        }
        func corner(_ z: Int, _ y: Int, _ x: Int) -> Float { shown[(z * corners[1] + y) * corners[2] + x] }
        var mask: [Float] = []
        mask.reserveCapacity(extents.reduce(1, *))
        for (z, zShare) in axes[0] {
            for (y, yShare) in axes[1] {
                for (x, xShare) in axes[2] {
                    func line(_ z: Int, _ y: Int) -> Float {
                        corner(z, y, x) * (1 - xShare) + corner(z, y, x + 1) * xShare
                    }
                    func plane(_ z: Int) -> Float { line(z, y) * (1 - yShare) + line(z, y + 1) * yShare }
                    mask.append(plane(z) * (1 - zShare) + plane(z + 1) * zShare)
                }
            }
        }
        return mask
    }
}
