/// What a search has tried, and the budget that is left.
///
/// A candidate that comes again is not trained again and costs nothing, so strategies are compared by distinct trainings.
/// All scores are losses: less is better.
public struct Trials {
    /// One training.
    public struct Trial: Hashable, Sendable {
        public var candidate: SearchSpace.Candidate
        /// The share of the epochs that it was trained for, above 0 and at most 1.
        public var resource: Double
        /// Infinity where the training failed.
        public var loss: Double
    }

    public let space: SearchSpace
    /// In trainings of full length.
    public let budget: Double
    /// The trainings in the order in which they were asked for.
    public private(set) var history: [Trial] = []
    /// The trainings so far, in those of full length.
    public private(set) var spent = 0.0

    private let loss: (SearchSpace.Candidate, Double) throws -> Double
    private var known: [Key: Double] = [:]
    /// How often in a row something known was asked for.
    private var repetitions = 0

    private struct Key: Hashable {
        var candidate: SearchSpace.Candidate
        var resource: Double
    }

    /// The budget is spent, or the strategy has come back to known candidates `repetitionLimit` times in a row.
    struct End: Error {}

    /// How often in a row a strategy may ask for what is known before the search ends.
    static let repetitionLimit = 1000

    /// - Parameter loss: trains a candidate for a share of the epochs.
    init(
        in space: SearchSpace, budget: Double, loss: @escaping (SearchSpace.Candidate, Double) throws -> Double
    ) throws(SearchError) {
        guard budget >= 1, budget.isFinite else { throw .noBudget(budget) }
        (self.space, self.budget, self.loss) = (space, budget, loss)
    }

    /// The loss at a position.
    ///
    /// - Throws: `End`, or what training throws.
    mutating func loss(at position: [Double], resource: Double = 1) throws -> Double {
        try loss(of: space.candidate(at: position), resource: resource)
    }

    /// The loss of a candidate.
    mutating func loss(of candidate: SearchSpace.Candidate, resource: Double = 1) throws -> Double {
        let key = Key(candidate: candidate, resource: resource)
        if let known = known[key] {
            repetitions += 1
            guard repetitions < Self.repetitionLimit else { throw End() }
            return known
        }
        guard spent + resource <= budget + 1e-9 else { throw End() }
        let found = try loss(candidate, resource)
        let loss = found.isNaN ? .infinity : found
        repetitions = 0
        spent += resource
        known[key] = loss
        history.append(Trial(candidate: candidate, resource: resource, loss: loss))
        return loss
    }

    /// The share of the budget that is spent: t/T of the papers, whatever the size of a population.
    var progress: Double { min(spent / budget, 1) }

    /// The best trial of full length, else of the longest there is; of equal ones the first. Nil where none was finite.
    public var best: Trial? {
        let longest = history.filter { $0.loss.isFinite }.map(\.resource).max()
        return history.filter { $0.resource == longest && $0.loss.isFinite }.min { $0.loss < $1.loss }
    }
}
