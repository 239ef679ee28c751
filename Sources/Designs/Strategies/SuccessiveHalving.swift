import Foundation
import Tensors

/// Asynchronous successive halving (Li et al. 2020, algorithm 2), run by one worker.
///
/// Candidates of a Sobol sequence begin with η⁻ᴷ of the epochs; whenever a rung has η times as many finished trials as it
/// has promoted, its best one that was not yet promoted is trained anew for η times as long.
public struct SuccessiveHalving: SearchStrategy {
    public static let word = "halving"

    /// η: one of so many goes on.
    public var reduction: Int
    /// K: how many times a candidate can be promoted.
    public var promotions: Int

    public init(reduction: Int = 3, promotions: Int = 2) {
        (self.reduction, self.promotions) = (reduction, promotions)
    }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        var points = try ShiftedSobol(axes: trials.space.axes.count, using: &generator)
        var rungs = [Rung](repeating: Rung(), count: promotions + 1)
        var begun: Set<SearchSpace.Candidate> = []
        while true {
            if let (candidate, level) = promotable(in: &rungs) {
                try train(candidate, on: level, &rungs, &trials)
            } else {
                let candidate = trials.space.candidate(at: points.next())
                if begun.insert(candidate).inserted {
                    try train(candidate, on: 0, &rungs, &trials)
                } else {
                    // Known, so it costs nothing; asking lets the trials end a search that only comes back.
                    _ = try trials.loss(of: candidate, resource: resource(of: 0))
                }
            }
        }
    }

    private struct Rung {
        var finished: [(candidate: SearchSpace.Candidate, loss: Double)] = []
        var promoted: Set<SearchSpace.Candidate> = []
    }

    /// The highest rung's candidate that may go on, and the rung that it goes to (`get_job` of algorithm 2).
    private func promotable(in rungs: inout [Rung]) -> (SearchSpace.Candidate, Int)? {
        for level in (0..<promotions).reversed() {
            let best = rungs[level].finished.sorted { $0.loss < $1.loss }
                .prefix(rungs[level].finished.count / reduction)
            if let next = best.first(where: { $0.loss.isFinite && !rungs[level].promoted.contains($0.candidate) }) {
                rungs[level].promoted.insert(next.candidate)
                return (next.candidate, level + 1)
            }
        }
        return nil
    }

    private func train(
        _ candidate: SearchSpace.Candidate, on level: Int, _ rungs: inout [Rung], _ trials: inout Trials
    ) throws {
        let loss = try trials.loss(of: candidate, resource: resource(of: level))
        rungs[level].finished.append((candidate, loss))
    }

    private func resource(of level: Int) -> Double { pow(Double(reduction), Double(level - promotions)) }
}
