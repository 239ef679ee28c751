import Foundation
import Tensors

/// How much each axis explains of the losses: what a fitted surrogate loses when the axis is shuffled.
///
/// The surrogate is kernel ridge regression over the axes (a Gaussian kernel; options count as equal or different, what
/// does not count as a value of its own). Width and ridge are those with the least leave-one-out error of a few.
public struct Importance: Hashable, Sendable {
    /// The share of the losses' variance that the surrogate predicts of trials that it has not seen: 1 − PRESS/SS. At 0 or
    /// below nothing can be said.
    public var explained: Double
    /// For each axis the mean square by which the surrogate's prediction changes when the axis's values are permuted among the
    /// trials, in shares of the variance; 0 or more.
    public var shares: [Double]

    private static let permutations = 20
    private static let widths = [0.15, 0.3, 0.6, 1.2]
    private static let ridges = [1e-3, 1e-2, 1e-1, 1]
    /// The most trials that the surrogate reads, the latest ones: solving grows with their cube.
    private static let trialLimit = 400

    /// - Returns: nil with fewer than six finite trials or equal losses.
    public init?(of trials: [Trials.Trial], in space: SearchSpace, seed: UInt64) {
        let longest = trials.map(\.resource).max()
        let finite = trials.filter { $0.loss.isFinite && $0.resource == longest }.suffix(Self.trialLimit)
        guard finite.count >= 6 else { return nil }
        let rows = finite.map { Self.features(of: $0.candidate, in: space) }
        let losses = finite.map(\.loss)
        let mean = losses.reduce(0, +) / Double(losses.count)
        let centred = losses.map { $0 - mean }
        let variance = centred.reduce(0) { $0 + $1 * $1 } / Double(centred.count)
        guard variance > 0 else { return nil }
        var best: (error: Double, width: Double, weights: [Double])?
        for width in Self.widths {
            for ridge in Self.ridges {
                guard let (weights, error) = Self.fit(rows, centred, width: width, ridge: ridge) else { continue }
                if error < best?.error ?? .infinity { best = (error, width, weights) }
            }
        }
        guard let best else { return nil }
        explained = 1 - best.error / variance
        let fitted = { (moved: [[Feature]]) in
            moved.map { row in
                zip(rows, best.weights).reduce(0) { $0 + $1.1 * Self.kernel(row, $1.0, width: best.width) }
            }
        }
        let plain = fitted(rows)
        var generator = RandomGenerator(seed: seed, stream: [0x696D_706F_7274])
        var shares: [Double] = []
        for axis in space.axes.indices {
            var rise = 0.0
            for _ in 0..<Self.permutations {
                let order = generator.permutation(of: rows.count)
                var moved = rows
                for row in rows.indices { moved[row][axis] = rows[order[row]][axis] }
                rise += zip(fitted(moved), plain).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            shares.append(rise / Double(Self.permutations * rows.count) / variance)
        }
        self.shares = shares
    }

    /// A coordinate of the surrogate.
    private enum Feature: Hashable {
        case place(Double)
        case option(Int)
        case absent
    }

    private static func features(of candidate: SearchSpace.Candidate, in space: SearchSpace) -> [Feature] {
        zip(space.axes, candidate).map { axis, value in
            switch value {
            case nil: .absent
            case .option(let option)?: .option(option)
            case .some(let value): .place(axis.coordinate(of: value))
            }
        }
    }

    /// exp(−d²/(2 w²)) with the squared distances of the axes added; what differs without an order is 1 apart.
    private static func kernel(_ first: [Feature], _ second: [Feature], width: Double) -> Double {
        let distance = zip(first, second).reduce(0.0) { sum, pair in
            switch pair {
            case (.place(let a), .place(let b)): sum + (a - b) * (a - b)
            case (let a, let b): sum + (a == b ? 0 : 1)
            }
        }
        return exp(-distance / (2 * width * width))
    }

    /// The weights α = (K + λI)⁻¹ y and the mean leave-one-out error (αᵢ / (K + λI)⁻¹ᵢᵢ)²; nil where the matrix is singular.
    private static func fit(
        _ rows: [[Feature]], _ losses: [Double], width: Double, ridge: Double
    ) -> (weights: [Double], error: Double)? {
        let count = rows.count
        var matrix = rows.map { row in rows.map { kernel(row, $0, width: width) } }
        for place in 0..<count { matrix[place][place] += ridge }
        guard let inverse = inverted(matrix) else { return nil }
        let weights = inverse.map { row in zip(row, losses).reduce(0) { $0 + $1.0 * $1.1 } }
        let error = (0..<count).reduce(0.0) { sum, place in
            let missed = weights[place] / inverse[place][place]
            return sum + missed * missed
        }
        return (weights, error / Double(count))
    }

    /// By Gauss and Jordan; the matrix is symmetric and positive, so no rows change places.
    private static func inverted(_ matrix: [[Double]]) -> [[Double]]? {
        let count = matrix.count
        var (left, right) = (matrix, [[Double]](repeating: [Double](repeating: 0, count: count), count: count))
        for place in 0..<count { right[place][place] = 1 }
        for pivot in 0..<count {
            guard left[pivot][pivot] > 1e-12 else { return nil }
            let scale = 1 / left[pivot][pivot]
            for column in 0..<count {
                left[pivot][column] *= scale
                right[pivot][column] *= scale
            }
            for row in 0..<count where row != pivot {
                let factor = left[row][pivot]
                guard factor != 0 else { continue }
                for column in 0..<count {
                    left[row][column] -= factor * left[pivot][column]
                    right[row][column] -= factor * right[pivot][column]
                }
            }
        }
        return right
    }
}
