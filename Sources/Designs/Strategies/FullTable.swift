import Foundation
import Tensors

/// Every candidate of a discrete space, each for every length of training that successive halving asks for: the table
/// against which strategies are replayed.
public struct FullTable: SearchStrategy {
    public static let word = "table"

    /// The lengths, as shares of the epochs, the whole first.
    public static let resources = [1, 1.0 / 3, 1.0 / 9]

    public init() {}

    /// The trainings of full length that a table of so many candidates takes.
    public static func budget(for candidates: Int) -> Double { Double(candidates) * resources.reduce(0, +) }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        for candidate in try trials.space.candidates() {
            for resource in Self.resources { _ = try trials.loss(of: candidate, resource: resource) }
        }
    }
}

extension SearchSpace {
    /// Every candidate of a discrete space once, the last axis fastest.
    ///
    /// - Throws: `SearchError.continuousAxis`, or `.tooManyRuns` past 10,000.
    public func candidates() throws(SearchError) -> [Candidate] {
        var all: [Candidate] = [[]]
        for axis in axes {
            guard let count = axis.count else { throw .continuousAxis(axis.name) }
            let values = (0..<count).map { axis.value(at: (Double($0) + 0.5) / Double(count)) }
            let product = all.count * values.count
            guard axis.condition != nil || product <= Self.candidateLimit else {
                throw .tooManyRuns(product, limit: Self.candidateLimit)
            }
            all = all.flatMap { candidate in
                isActive(axis, in: candidate) ? values.map { candidate + [$0] } : [candidate + [nil]]
            }
            guard all.count <= Self.candidateLimit else {
                throw .tooManyRuns(all.count, limit: Self.candidateLimit)
            }
        }
        return all
    }

    private static let candidateLimit = 10_000
}
