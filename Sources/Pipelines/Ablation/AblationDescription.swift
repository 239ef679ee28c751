import Cohorts
import Designs
import Evaluation
import Names
import Training

/// What an ablation varies and how arms are compared: the `ablation:` block of a pipeline file.
struct AblationDescription: Sendable {
    /// How the levels of the factors become arms.
    enum Design: Sendable {
        case oneFactor
        case factorial
        case fractional(generators: [String])
        /// Factor by factor, each step keeping the best level so far as the tuning parts see it.
        case chain
    }

    /// A named set of changes.
    struct Arm: Sendable {
        var name: String
        var edits: [NodeEdit]
        var origin: ConfigurationOrigin
    }

    /// What is varied, and to what; the baseline's own value is not among the levels.
    struct Factor: Sendable {
        var name: String
        var levels: [Arm]
    }

    /// The figures that are compared; the first is the one of plots and words.
    var metrics: [Metric] = [.auroc, .accuracy]
    var design = Design.oneFactor
    var arms: [Arm] = []
    var factors: [Factor] = []
    var controls: [(control: AblationControl, origin: ConfigurationOrigin)] = []
    /// What a chain chooses by, on the tuning parts.
    var select = TuningMetric.auroc
}

extension AblationDescription {
    /// Reads the block; what is no key of it and a map is an arm.
    ///
    /// - Throws: `ConfigurationError` with the place.
    init(_ root: ConfigurationNode) throws(ConfigurationError) {
        guard let node = root.child(.key("ablation")) else {
            throw .missingKey(root.origin, path: "ablation")
        }
        guard let entries = node.entries else {
            throw .wrongType(node.origin, path: "ablation", expected: "a map of arms", found: node.summary)
        }
        var generators: ConfigurationNode?
        for entry in entries {
            switch entry.key {
            case "metrics", "metric": metrics = try Self.metrics(entry.value)
            case "design": design = try Self.design(entry.value)
            case "generators": generators = entry.value
            case "select": select = try entry.value.word(of: TuningMetric.self, path: "ablation.select")
            case "controls":
                for word in try entry.value.list(path: "ablation.controls") {
                    controls.append((try word.word(path: "ablation.controls"), word.origin))
                }
            case "factors":
                for factor in try entry.value.map(path: "ablation.factors") { factors.append(try Factor(factor)) }
            case "arms":
                for arm in try entry.value.map(path: "ablation.arms") {
                    arms.append(try Arm(arm, path: "ablation.arms"))
                }
            default:
                guard case .mapping = entry.value.content else { throw Self.unknown(entry) }
                arms.append(try Arm(entry, path: "ablation"))
            }
        }
        try settle(generators: generators, at: node)
    }

    private mutating func settle(
        generators: ConfigurationNode?, at node: ConfigurationNode
    ) throws(ConfigurationError) {
        switch (design, generators) {
        case (.fractional, let generators?):
            design = .fractional(generators: try generators.words(path: "ablation.generators"))
        case (.fractional, nil):
            throw .invalid(
                node.origin, path: "ablation.generators",
                problem: "a fractional design needs its generators, as in [D=ABC] (A is the first factor)")
        case (_, let generators?):
            throw .invalid(
                generators.origin, path: "ablation.generators", problem: "only design: fractional has generators")
        case (_, nil): break
        }
        if factors.isEmpty {
            if case .oneFactor = design {
            } else {
                throw .invalid(
                    node.origin, path: "ablation.design", problem: "the design has no factors; name them below factors:"
                )
            }
        }
        guard !(arms.isEmpty && factors.isEmpty && controls.isEmpty) else {
            throw .invalid(
                node.origin, path: "ablation",
                problem: "there is nothing to compare; name arms, factors or controls")
        }
    }

    private static let keys = ["metrics", "design", "generators", "select", "controls", "factors", "arms"]

    private static func unknown(_ entry: ConfigurationNode.Entry) -> ConfigurationError {
        .unknownKey(
            entry.keyOrigin, path: "ablation.\(entry.key)",
            nearest: NearestName.to(entry.key, among: keys), known: keys + ["the name of an arm, with a map of changes"]
        )
    }

    private static func metrics(_ node: ConfigurationNode) throws(ConfigurationError) -> [Metric] {
        var metrics: [Metric] = []
        for word in try node.list(path: "ablation.metrics") {
            metrics.append(try word.word(of: Metric.self, path: "ablation.metrics"))
        }
        guard !metrics.isEmpty, Set(metrics).count == metrics.count else {
            throw .invalid(node.origin, path: "ablation.metrics", problem: "name one metric or several different ones")
        }
        return metrics
    }

    private static func design(_ node: ConfigurationNode) throws(ConfigurationError) -> Design {
        switch try node.word(of: DesignWord.self, path: "ablation.design") {
        case .oneFactor: .oneFactor
        case .factorial: .factorial
        case .fractional: .fractional(generators: [])
        case .chain: .chain
        }
    }

    private enum DesignWord: String, CaseIterable {
        case oneFactor, factorial, fractional, chain
    }
}
