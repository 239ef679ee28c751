import Tensors

/// A way of choosing what to train next.
///
/// A strategy is a value of its settings alone; it reads as its paper does, a loop that asks for losses until the budget
/// is spent. With the same space, budget and seed, and the same losses, it asks for the same candidates in the same order, so a
/// search goes on after a kill by being run again over the losses that are known.
public protocol SearchStrategy: Sendable {
    /// The word that names it in a pipeline file.
    static var word: String { get }
    /// Whether it knows what to do with an axis that counts only at times.
    static var handlesConditions: Bool { get }

    /// Asks for losses until there is nothing left to ask for or the budget is spent, which `trials` throws.
    func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws
}

extension SearchStrategy {
    public static var handlesConditions: Bool { true }

    /// Runs a search.
    ///
    /// - Parameters:
    ///   - budget: how many trainings of full length, at least 1.
    ///   - loss: trains a candidate for a share of the epochs and says its loss; not a number or infinity where it failed.
    /// - Throws: `SearchError` before anything is trained, or what `loss` throws.
    public func search(
        _ space: SearchSpace, budget: Double, seed: UInt64,
        loss: @escaping (SearchSpace.Candidate, Double) throws -> Double
    ) throws -> Trials {
        if !Self.handlesConditions, let axis = space.axes.first(where: { $0.condition != nil }) {
            throw SearchError.conditionalAxis(axis.name, strategy: Self.word)
        }
        var trials = try Trials(in: space, budget: budget, loss: loss)
        var generator = RandomGenerator(seed: seed, stream: [0x73_6561_7263_68])
        do {
            try choose(in: &trials, using: &generator)
        } catch is Trials.End {}
        return trials
    }
}
