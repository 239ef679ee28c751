import Foundation
import Tensors

/// The tree-structured Parzen estimator (Bergstra et al. 2011, section 4).
///
/// The trials are split at a quantile of their losses. Of `draws` candidates from the density l of the better ones the one
/// with the greatest l/g is trained, g being the density of the others. An axis that counts only at times is modelled by
/// the trials in which it did.
public struct ParzenEstimator: SearchStrategy {
    public static let word = "tpe"

    /// How many points of a Sobol sequence come first; fewer with a small budget.
    public var beginning: Int
    /// γ: the share of the better trials.
    public var quantile: Double
    /// How many candidates are drawn for each that is trained.
    public var draws: Int

    public init(beginning: Int = 10, quantile: Double = 0.15, draws: Int = 24) {
        (self.beginning, self.quantile, self.draws) = (beginning, quantile, draws)
    }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        var points = try ShiftedSobol(axes: trials.space.axes.count, using: &generator)
        let first = max(min(beginning, Int(trials.budget / 4)), 2)
        while trials.history.count < first { _ = try trials.loss(at: points.next()) }
        while true {
            let ranked = trials.history.enumerated().sorted {
                ($0.element.loss, $0.offset) < ($1.element.loss, $1.offset)
            }
            let split = Int((quantile * Double(ranked.count)).rounded(.up))
            let better = ranked.prefix(split).map(\.element.candidate)
            let others = ranked.dropFirst(split).map(\.element.candidate)
            let known = Set(trials.history.map(\.candidate))
            var best: (candidate: SearchSpace.Candidate, ratio: Double)?
            for _ in 0..<draws {
                let (candidate, ratio) = draw(in: trials.space, better, others, using: &generator)
                if !known.contains(candidate), ratio > best?.ratio ?? -.infinity { best = (candidate, ratio) }
            }
            if let best {
                _ = try trials.loss(of: best.candidate)
            } else {
                // All that seems good is known; the Sobol sequence leads on.
                _ = try trials.loss(at: points.next())
            }
        }
    }

    /// A candidate from l, axis by axis, and log l − log g of it.
    private func draw(
        in space: SearchSpace, _ better: [SearchSpace.Candidate], _ others: [SearchSpace.Candidate],
        using generator: inout RandomGenerator
    ) -> (SearchSpace.Candidate, Double) {
        var candidate: SearchSpace.Candidate = []
        var ratio = 0.0
        for (place, axis) in space.axes.enumerated() {
            guard space.isActive(axis, in: candidate) else {
                candidate.append(nil)
                continue
            }
            let l = ParzenDensity(of: better.compactMap { $0[place] }, along: axis)
            let g = ParzenDensity(of: others.compactMap { $0[place] }, along: axis)
            let value = l.draw(using: &generator)
            ratio += l.logarithm(at: value) - g.logarithm(at: value)
            candidate.append(value)
        }
        return (candidate, ratio)
    }
}

/// The density of one axis's values in some trials, with one more that the prior brings.
private struct ParzenDensity {
    private let axis: SearchAxis
    /// The centres and widths of normal kernels cut to 0…1, the prior's first; empty along options.
    private var kernels: [(centre: Double, width: Double)] = []
    /// The weight of each option.
    private var weights: [Double] = []

    init(of values: [SearchAxis.Value], along axis: SearchAxis) {
        self.axis = axis
        if case .options(let count) = axis.scale {
            weights = [Double](repeating: 1, count: count)
            for case .option(let option) in values { weights[option] += 1 }
            let whole = weights.reduce(0, +)
            weights = weights.map { $0 / whole }
            return
        }
        let centres = values.map(axis.coordinate).sorted()
        kernels = [(0.5, 1)]
        // A kernel reaches as far as its farther neighbour (section 4.1), but not below 1/100 or its own step.
        let least = max(0.01, axis.count.map { 0.5 / Double($0) } ?? 0)
        for (place, centre) in centres.enumerated() {
            let left = centre - (place > 0 ? centres[place - 1] : 0)
            let right = (place + 1 < centres.count ? centres[place + 1] : 1) - centre
            kernels.append((centre, min(max(left, right, least), 1)))
        }
    }

    func draw(using generator: inout RandomGenerator) -> SearchAxis.Value {
        if !weights.isEmpty {
            var share = generator.unit()
            for (option, weight) in weights.enumerated() {
                share -= weight
                if share < 0 { return .option(option) }
            }
            return .option(weights.count - 1)
        }
        let kernel = kernels[generator.index(below: kernels.count)]
        while true {
            let coordinate = kernel.centre + kernel.width * generator.normal()
            if (0...1).contains(coordinate) { return axis.value(at: coordinate) }
        }
    }

    func logarithm(at value: SearchAxis.Value) -> Double {
        if case .option(let option) = value { return log(weights[option]) }
        let coordinate = axis.coordinate(of: value)
        let sum = kernels.reduce(0.0) { sum, kernel in
            let distance = (coordinate - kernel.centre) / kernel.width
            let inside = Self.normal((1 - kernel.centre) / kernel.width) - Self.normal(-kernel.centre / kernel.width)
            return sum + exp(-distance * distance / 2) / (kernel.width * inside)
        }
        return log(sum / Double(kernels.count))
    }

    /// Φ, the standard normal distribution.
    private static func normal(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }
}
