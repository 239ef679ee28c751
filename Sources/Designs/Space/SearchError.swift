/// Why a search or a design cannot be begun.
public enum SearchError: Error, Hashable, Sendable {
    case emptySpace
    case emptyAxis(String)
    case badCondition(String)
    case noBudget(Double)
    case budget(Double, limit: Double)
    /// The strategy moves along every axis, and this one counts only at times.
    case conditionalAxis(String, strategy: String)
    case tooManyAxes(Int, strategy: String, limit: Int)
    /// A fractional design whose generator cannot be read or names what is not there.
    case badGenerator(String, problem: String)
    case tooManyRuns(Int, limit: Int)
    case noFactors
    /// A table of all candidates has no end along this axis.
    case continuousAxis(String)
}

extension SearchError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptySpace: "the search space is empty; name at least one parameter below search.space"
        case .emptyAxis(let name): "the parameter “\(name)” has no values; give it at least one"
        case .badCondition(let name):
            "the parameter “\(name)” depends on one that does not stand before it; write the other one first"
        case .noBudget(let budget):
            "a search with a budget of \(budget.formatted) trains nothing; give search.budget 1 or more"
        case .budget(let budget, let limit):
            "a search with a budget of \(budget.formatted) never ends; give search.budget \(limit.formatted) or less"
        case .conditionalAxis(let name, let strategy):
            "the strategy \(strategy) moves along every axis at once and cannot handle a conditional space, but "
                + "“\(name)” counts only at times; choose random, grid, tpe or halving, or leave its `when` out"
        case .tooManyAxes(let count, let strategy, let limit):
            "the strategy \(strategy) knows spaces of at most \(limit) parameters, and this one has \(count)"
        case .badGenerator(let text, let problem): "the generator “\(text)” \(problem); write it as in D=ABC"
        case .tooManyRuns(let count, let limit):
            "the design has \(count) combinations, and at most \(limit) are run; use fewer factors or a fractional design"
        case .continuousAxis(let name):
            "a table holds every candidate, and “\(name)” has no end of them; give it a choice of values"
        case .noFactors: "the design has no factors; name at least one below ablation.factors"
        }
    }
}

extension Double {
    /// Without a fraction where there is none.
    fileprivate var formatted: String { self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)" }
}
