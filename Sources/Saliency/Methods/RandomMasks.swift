import Foundation
import Tensors

extension ExplainedNetwork {
    /// Random masks after RISE (Petsiuk et al. 2018): Σᵢ (pᵢ − mean p)·mᵢ / (N·½), pᵢ the target's probability for the scan
    /// seen through mask mᵢ, whose hidden places show their frame's mean.
    ///
    /// A mask is a grid of 8×8 cells (times up to 8 stretches of frames), each shown with probability ½, interpolated to the
    /// scan's size after a random shift by less than a cell. The mean is taken off, so that places without effect are near 0.
    public func randomMasks(
        of frames: Tensor, target: Int, count: Int = 512, using generator: inout RandomGenerator
    ) throws(SaliencyError) -> SaliencyMap {
        let means = frames.frameMeans
        let pixels = frames.shape[0] * input.height * input.width
        var scores: [Double] = []
        var masks: [[Float]] = []
        for first in stride(from: 0, to: count, by: 16) {
            var versions: [Tensor] = []
            for _ in first..<min(first + 16, count) {
                let mask = mask(frames: frames.shape[0], using: &generator)
                var version = frames
                version.withUnsafeMutableElements { elements in
                    for place in 0..<pixels * input.channels {
                        let pixel = place / input.channels
                        let mean = means[pixel / (input.height * input.width)]
                        elements[place] = mean + mask[pixel] * (elements[place] - mean)
                    }
                }
                versions.append(version)
                masks.append(mask)
            }
            scores += try logits(of: versions).map { Self.probability(of: target, logits: $0) }
        }
        let mean = scores.reduce(0, +) / Double(count)
        var values = [Float](repeating: 0, count: pixels)
        for (mask, score) in zip(masks, scores) {
            let weight = Float((score - mean) / (Double(count) * 0.5))
            for pixel in 0..<pixels { values[pixel] += weight * mask[pixel] }
        }
        return SaliencyMap(
            method: .randomMasks, slices: frames.shape[0], rows: input.height, columns: input.width, values: values)
    }

    static func probability(of target: Int, logits: [Float]) -> Double {
        let highest = Double(logits.max() ?? 0)
        let exponentials = logits.map { exp(Double($0) - highest) }
        return exponentials[target] / exponentials.reduce(0, +)
    }

    private func mask(frames: Int, using generator: inout RandomGenerator) -> [Float] {
        let extents = [frames, input.height, input.width]
        let cells = extents.map { min(8, $0) }
        let shift = extents.map { _ in generator.unit() }
        let shown = (0..<cells.reduce(1) { $0 * ($1 + 1) }).map { _ in Float(generator.next() & 1) }
        let axes = (0..<3).map { axis in
            (0..<extents[axis]).map { index -> (low: Int, share: Float) in
                let place = (Double(index) + shift[axis]) * Double(cells[axis]) / Double(extents[axis])
                let low = min(Int(place), cells[axis] - 1)
                return (low, Float(min(place - Double(low), 1)))
            }
        }
        func corner(_ z: Int, _ y: Int, _ x: Int) -> Float { shown[(z * (cells[1] + 1) + y) * (cells[2] + 1) + x] }
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
