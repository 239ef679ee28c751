import Tensors

/// Every combination of evenly spaced values, the last axis fastest.
///
/// An axis begins with all of its values (a continuous one with `levels`). While there are more combinations than the
/// budget pays for, the axis with the most values gives one up, of equally long ones the last, so that the grid that is
/// walked is even and not the corner where the budget ended.
public struct GridSearch: SearchStrategy {
    public static let word = "grid"

    /// How many values a continuous axis has at first.
    public var levels: Int

    public init(levels: Int = 5) {
        self.levels = levels
    }

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        let space = trials.space
        let counts = counts(in: space, budget: trials.budget)
        var places = [Int](repeating: 0, count: counts.count)
        var seen: Set<SearchSpace.Candidate> = []
        while true {
            let candidate = space.candidate(at: position(at: places, counts: counts, in: space))
            if seen.insert(candidate).inserted { _ = try trials.loss(of: candidate) }
            guard let axis = places.indices.last(where: { places[$0] + 1 < counts[$0] }) else { return }
            places[axis] += 1
            for later in places.indices where later > axis { places[later] = 0 }
        }
    }

    /// How many values of each axis are tried.
    private func counts(in space: SearchSpace, budget: Double) -> [Int] {
        var counts = space.axes.map { max($0.count ?? levels, 1) }
        while counts.reduce(1.0, { $0 * Double($1) }) > budget, let most = counts.max(), most > 1,
            let axis = counts.lastIndex(of: most)
        {
            counts[axis] -= 1
        }
        return counts
    }

    /// Both ends and what lies evenly between; a single value is the middle one.
    private func position(at places: [Int], counts: [Int], in space: SearchSpace) -> [Double] {
        places.indices.map { axis in
            let whole = space.axes[axis].count
            guard counts[axis] > 1 else { return 0.5 }
            let share = Double(places[axis]) / Double(counts[axis] - 1)
            guard let whole else { return share }
            let step = (share * Double(whole - 1)).rounded()
            return (step + 0.5) / Double(whole)
        }
    }
}
