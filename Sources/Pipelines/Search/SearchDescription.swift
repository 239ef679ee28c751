import Designs
import Evaluation
import Names

/// What a search varies and how candidates are judged: the `search:` block of a pipeline file.
struct SearchDescription: Sendable {
    /// The folds inside of each outer training part by which candidates are chosen.
    struct InnerFolds: Sendable {
        var folds = 3
        /// How many of them are judged; fewer cost less.
        var judged = 3
    }

    var strategy: any SearchStrategy = ParzenEstimator()
    /// How many trainings of full length each search may ask for; one is a candidate on all inner folds.
    var budget = standardBudget
    var seed: UInt64 = 0
    var metric = Metric.auroc
    /// The outer folds that judge what each search chose; nil judges nothing.
    var outer: Int? = 3
    var inner = InnerFolds()
    var space: SearchSpace
    /// What each axis changes, in the order of the space.
    var effects: [AxisEffect]
}

/// What an axis of the space changes in the pipeline.
struct AxisEffect: Sendable {
    enum Change: Sendable {
        /// A number at a path.
        case number(NodePath)
        /// One set of edits for each option.
        case options([[NodeEdit]])
        /// How often a layer stands one after another; each copy has `growth` times the filters of the one before.
        case repeats(NodePath, growth: Double)
    }

    var change: Change
    /// What the options are called.
    var labels: [String]
    var origin: ConfigurationOrigin
}

extension SearchDescription {
    /// The budget of a search that names none.
    static let standardBudget = 20.0
    private static let budgetLimit = 100_000.0

    /// Reads the block.
    ///
    /// - Throws: `ConfigurationError` with the place, `SearchError` for a space or budget that cannot be searched.
    init(_ root: ConfigurationNode) throws {
        guard let node = root.child(.key("search")) else {
            throw ConfigurationError.missingKey(root.origin, path: "search")
        }
        guard let entries = node.entries else {
            throw ConfigurationError.wrongType(node.origin, path: "search", expected: "a map", found: node.summary)
        }
        let reader = try SearchSpaceReader(node.child(.key("space")))
        (space, effects) = (reader.space, reader.effects)
        var innerGiven = false
        for entry in entries {
            let path = "search.\(entry.key)"
            switch entry.key {
            case "space": break
            case "strategy": strategy = try Self.strategy(entry.value)
            case "budget": budget = try entry.value.number(path: path)
            case "seed": seed = UInt64(clamping: try entry.value.integer(path: path))
            case "metric": metric = try Self.metric(entry.value)
            case "outer":
                if case .scalar("none", _) = entry.value.content {
                    outer = nil
                } else {
                    outer = try Self.count(entry.value, path: path, atLeast: 2)
                }
            case "inner":
                innerGiven = true
                inner = try Self.inner(entry.value)
            default:
                let known = Self.keys
                throw ConfigurationError.unknownKey(
                    entry.keyOrigin, path: path, nearest: NearestName.to(entry.key, among: known), known: known)
            }
        }
        if !innerGiven { inner.judged = inner.folds }
        guard budget >= 1 else { throw SearchError.noBudget(budget) }
        guard budget <= Self.budgetLimit else { throw SearchError.budget(budget, limit: Self.budgetLimit) }
        if !type(of: strategy).handlesConditions, let axis = space.axes.first(where: { $0.condition != nil }) {
            throw SearchError.conditionalAxis(axis.name, strategy: type(of: strategy).word)
        }
        if strategy is FullTable { budget = FullTable.budget(for: try space.candidates().count) }
    }

    private static let keys = ["strategy", "budget", "seed", "metric", "outer", "inner", "space"]

    private static func strategy(_ node: ConfigurationNode) throws(ConfigurationError) -> any SearchStrategy {
        let word = try node.text(path: "search.strategy")
        if let strategy = SearchStrategies.named(word) { return strategy }
        let words = SearchStrategies.words
        let advice =
            NearestName.to(word, among: words).map { "did you mean \($0)?" }
            ?? "there are \(words.joined(separator: ", "))"
        throw .invalid(node.origin, path: "search.strategy", problem: "there is no strategy “\(word)”; \(advice)")
    }

    private static func metric(_ node: ConfigurationNode) throws(ConfigurationError) -> Metric {
        let metric = try node.word(of: Metric.self, path: "search.metric")
        guard metric.direction != nil else {
            throw .invalid(
                node.origin, path: "search.metric",
                problem: "\(metric.rawValue) has no better and worse; name another metric")
        }
        return metric
    }

    private static func count(
        _ node: ConfigurationNode, path: String, atLeast bound: Int
    ) throws(ConfigurationError) -> Int {
        let count = try node.integer(path: path)
        guard (bound...1000).contains(count) else {
            throw .invalid(node.origin, path: path, problem: "it is \(count) but must be \(bound) to 1000")
        }
        return count
    }

    private static func inner(_ node: ConfigurationNode) throws(ConfigurationError) -> InnerFolds {
        guard case .mapping(let entries) = node.content else {
            let folds = try count(node, path: "search.inner", atLeast: 2)
            return InnerFolds(folds: folds, judged: folds)
        }
        var inner = InnerFolds()
        var judged: (count: Int, origin: ConfigurationOrigin)?
        for entry in entries {
            switch entry.key {
            case "folds": inner.folds = try count(entry.value, path: "search.inner.folds", atLeast: 2)
            case "judged":
                judged = (try count(entry.value, path: "search.inner.judged", atLeast: 1), entry.value.origin)
            default:
                throw .unknownKey(
                    entry.keyOrigin, path: "search.inner.\(entry.key)", nearest: nil, known: ["folds", "judged"])
            }
        }
        inner.judged = judged?.count ?? inner.folds
        if let judged, judged.count > inner.folds {
            throw .invalid(
                judged.origin, path: "search.inner.judged",
                problem: "\(judged.count) folds cannot be judged of \(inner.folds)")
        }
        return inner
    }
}

extension Metric {
    /// 1 where more is better, −1 where less is; nil where neither is.
    var direction: Double? {
        switch self {
        case .accuracy, .balancedAccuracy, .sensitivity, .specificity, .ppv, .npv, .f1, .mcc, .kappa, .weightedKappa,
            .auroc,
            .auprc:
            1
        case .brier, .ece, .eceEqualMass, .logLoss: -1
        case .calibrationSlope, .calibrationIntercept: nil
        }
    }
}
