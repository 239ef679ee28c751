import Foundation

@testable import Designs

/// The functions that the papers of the strategies are judged on; all have the least value 0.
enum Landscape: String, CaseIterable {
    case sphere, rastrigin, rosenbrock

    func value(at x: [Double]) -> Double {
        switch self {
        case .sphere: x.reduce(0) { $0 + $1 * $1 }
        case .rastrigin: x.reduce(0) { $0 + $1 * $1 - 10 * cos(2 * .pi * $1) + 10 }
        case .rosenbrock:
            zip(x, x.dropFirst()).reduce(0) { $0 + 100 * pow($1.1 - $1.0 * $1.0, 2) + pow($1.0 - 1, 2) }
        }
    }

    /// The range of an axis is −reach…reach (Mirjalili et al. 2014, tables 1 and 2).
    var reach: Double {
        switch self {
        case .sphere: 100
        case .rastrigin: 5.12
        case .rosenbrock: 30
        }
    }

    /// The best value that a search finds.
    ///
    /// - Parameter shift: how far the middle of the ranges lies from 0, in reaches.
    func best(
        of strategy: any SearchStrategy, axes: Int, budget: Double, seed: UInt64, shift: Double = 0
    ) throws -> Double {
        let range = (shift - 1) * reach...(shift + 1) * reach
        let space = try SearchSpace(axes: (0..<axes).map { SearchAxis(name: "x\($0)", scale: .uniform(range)) })
        let trials = try strategy.search(space, budget: budget, seed: seed) { candidate, _ in
            value(at: candidate.map { if case .number(let number)? = $0 { number } else { .nan } })
        }
        return trials.best?.loss ?? .infinity
    }

    /// The median over nine seeds.
    func median(of strategy: any SearchStrategy, axes: Int, budget: Double, shift: Double) throws -> Double {
        try (1...9).map { try best(of: strategy, axes: axes, budget: budget, seed: $0, shift: shift) }.sorted()[4]
    }
}

extension SearchSpace {
    /// A choice of head, a rate that counts only with one of them, units and a learning rate.
    static func conditional() throws -> SearchSpace {
        try SearchSpace(axes: [
            SearchAxis(name: "head", scale: .options(2)),
            SearchAxis(
                name: "rate", scale: .uniform(0...0.5), condition: .init(axis: 0, values: [.option(1)])),
            SearchAxis(name: "units", scale: .integers(4...8)),
            SearchAxis(name: "learningRate", scale: .logUniform(1e-4...1e-1)),
        ])
    }
}
