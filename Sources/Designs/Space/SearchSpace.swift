/// What a search chooses in: its axes, each from 0 to 1.
public struct SearchSpace: Hashable, Sendable {
    public var axes: [SearchAxis]

    /// - Throws: `SearchError.emptySpace`, `.emptyAxis`, or `.badCondition` where an axis depends on one that does not
    ///   stand before it.
    public init(axes: [SearchAxis]) throws(SearchError) {
        guard !axes.isEmpty else { throw .emptySpace }
        for (place, axis) in axes.enumerated() {
            guard axis.count != 0 else { throw .emptyAxis(axis.name) }
            if let condition = axis.condition, !(0..<place).contains(condition.axis) {
                throw .badCondition(axis.name)
            }
        }
        self.axes = axes
    }

    /// A point of the space: one value for each axis, nil where the axis does not count.
    public typealias Candidate = [SearchAxis.Value?]

    /// The candidate at a position, one coordinate from 0 to 1 for each axis.
    public func candidate(at position: [Double]) -> Candidate {
        var candidate: Candidate = []
        for (axis, coordinate) in zip(axes, position) {
            candidate.append(isActive(axis, in: candidate) ? axis.value(at: coordinate) : nil)
        }
        return candidate
    }

    /// The position of a candidate; what does not count lies in the middle.
    public func position(of candidate: Candidate) -> [Double] {
        zip(axes, candidate).map { axis, value in value.map(axis.coordinate) ?? 0.5 }
    }

    /// Whether some axis counts only at times.
    public var isConditional: Bool { axes.contains { $0.condition != nil } }

    /// Whether an axis counts beside the values of those before it.
    func isActive(_ axis: SearchAxis, in candidate: Candidate) -> Bool {
        guard let condition = axis.condition else { return true }
        return candidate[condition.axis].map(condition.values.contains) ?? false
    }
}
