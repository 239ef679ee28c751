import Designs
import Names

/// Reads `search.space`: a map of parameters.
struct SearchSpaceReader {
    let space: SearchSpace
    let effects: [AxisEffect]

    private static let domains = ["choice", "integer", "uniform", "logUniform", "repeat"]
    private static let keys = domains + ["path", "times", "growth", "when"]

    init(_ node: ConfigurationNode?) throws {
        guard let entries = node?.entries, !entries.isEmpty else { throw SearchError.emptySpace }
        var axes: [SearchAxis] = []
        var effects: [AxisEffect] = []
        for entry in entries {
            let (scale, effect) = try Self.parameter(entry)
            var axis = SearchAxis(name: entry.key, scale: scale)
            if let condition = entry.value.child(.key("when")) {
                axis.condition = try Self.condition(condition, of: entry.key, axes, effects)
            }
            axes.append(axis)
            effects.append(effect)
        }
        space = try SearchSpace(axes: axes)
        self.effects = effects
    }

    private static func parameter(
        _ entry: ConfigurationNode.Entry
    ) throws -> (scale: SearchAxis.Scale, effect: AxisEffect) {
        let here = "search.space.\(entry.key)"
        guard case .mapping(let options) = entry.value.content else {
            throw ConfigurationError.wrongType(
                entry.value.origin, path: here, expected: "a map, as in { path: model.lstm.units, choice: [16, 32] }",
                found: entry.value.summary)
        }
        for option in options where !keys.contains(option.key) {
            throw ConfigurationError.unknownKey(
                option.keyOrigin, path: "\(here).\(option.key)", nearest: NearestName.to(option.key, among: keys),
                known: keys)
        }
        let named = options.filter { domains.contains($0.key) }
        guard let domain = named.first, named.count == 1 else {
            throw ConfigurationError.invalid(
                entry.keyOrigin, path: here, problem: "name one of \(domains.joined(separator: ", ")), and only one")
        }
        let child = { (key: String) in entry.value.child(.key(key)) }
        let effect = { (change: AxisEffect.Change, labels: [String]) in
            AxisEffect(change: change, labels: labels, origin: entry.keyOrigin)
        }
        switch domain.key {
        case "choice":
            let options = try choices(domain.value, path: child("path"), here: here)
            if options.isEmpty { throw SearchError.emptyAxis(entry.key) }
            return (.options(options.count), effect(.options(options.map(\.edits)), options.map(\.label)))
        case "repeat":
            guard let times = child("times") else {
                throw ConfigurationError.missingKey(entry.value.origin, path: "\(here).times")
            }
            let range = try integers(times, here: "\(here).times", atLeast: 0)
            guard range.upperBound <= 1000 else {
                throw ConfigurationError.invalid(
                    times.origin, path: "\(here).times", problem: "a layer stands at most 1000 times one after another")
            }
            let growth = try child("growth")?.number(path: "\(here).growth") ?? 1
            guard growth > 0 else {
                throw ConfigurationError.invalid(
                    entry.value.origin, path: "\(here).growth", problem: "the filters grow by a positive factor")
            }
            return (.integers(range), effect(.repeats(try path(domain.value, here: here), growth: growth), []))
        default:
            guard let place = child("path") else {
                throw ConfigurationError.missingKey(entry.value.origin, path: "\(here).path")
            }
            let change = AxisEffect.Change.number(try path(place, here: here))
            if domain.key == "integer" {
                return (.integers(try integers(domain.value, here: here, atLeast: .min)), effect(change, []))
            }
            let range = try numbers(domain.value, here: here, isLogarithmic: domain.key == "logUniform")
            return (domain.key == "uniform" ? .uniform(range) : .logUniform(range), effect(change, []))
        }
    }

    /// Values at a path, or named sets of changes.
    private static func choices(
        _ node: ConfigurationNode, path place: ConfigurationNode?, here: String
    ) throws -> [(label: String, edits: [NodeEdit])] {
        if case .mapping(let entries) = node.content {
            return try entries.map { entry in
                let changes = entry.value.entries ?? []
                return (
                    entry.key,
                    try AblationDescription.Arm(name: entry.key, changes: changes, path: "\(here).choice").edits
                )
            }
        }
        guard case .sequence(let values) = node.content else {
            throw ConfigurationError.wrongType(
                node.origin, path: "\(here).choice", expected: "a list of values or a map of changes",
                found: node.summary)
        }
        guard let place else { throw ConfigurationError.missingKey(node.origin, path: "\(here).path") }
        let target = try path(place, here: here)
        return values.map { ($0.line, [NodeEdit(path: target, action: .set($0), origin: $0.origin)]) }
    }

    private static func path(_ node: ConfigurationNode, here: String) throws(ConfigurationError) -> NodePath {
        let text = try node.text(path: here)
        guard let path = NodePath(text) else {
            throw .invalid(
                node.origin, path: here, problem: "“\(text)” is no path; write it as in model.lstm.units or model[2]")
        }
        return path
    }

    private static func integers(
        _ node: ConfigurationNode, here: String, atLeast bound: Int
    ) throws(ConfigurationError) -> ClosedRange<Int> {
        let ends = try node.list(path: here)
        guard ends.count == 2 else {
            throw .wrongType(node.origin, path: here, expected: "[lowest, highest]", found: node.summary)
        }
        let (low, high) = (try ends[0].integer(path: here), try ends[1].integer(path: here))
        guard low <= high, low >= bound, high.subtractingReportingOverflow(low).partialValue < 1_000_000,
            !high.subtractingReportingOverflow(low).overflow
        else {
            throw .invalid(
                node.origin, path: here,
                problem: "[\(low), \(high)] must rise, by less than a million"
                    + (bound > .min ? ", from \(bound)" : ""))
        }
        return low...high
    }

    private static func numbers(
        _ node: ConfigurationNode, here: String, isLogarithmic: Bool
    ) throws(ConfigurationError) -> ClosedRange<Double> {
        let ends = try node.list(path: here)
        guard ends.count == 2 else {
            throw .wrongType(node.origin, path: here, expected: "[lowest, highest]", found: node.summary)
        }
        let (low, high) = (try ends[0].number(path: here), try ends[1].number(path: here))
        guard low <= high, (high - low).isFinite, !isLogarithmic || low > 0 else {
            throw .invalid(
                node.origin, path: here,
                problem: "[\(low), \(high)] must rise" + (isLogarithmic ? " from a number above 0" : ""))
        }
        return low...high
    }

    /// `{ other: value }` or `{ other: [value, …] }`, where the other parameter stands above.
    private static func condition(
        _ node: ConfigurationNode, of name: String, _ axes: [SearchAxis], _ effects: [AxisEffect]
    ) throws -> SearchAxis.Condition {
        let here = "search.space.\(name).when"
        let entries = try node.map(path: here)
        guard entries.count == 1 else {
            throw ConfigurationError.invalid(node.origin, path: here, problem: "name one parameter and its values")
        }
        guard let axis = axes.firstIndex(where: { $0.name == entries[0].key }) else {
            throw SearchError.badCondition(name)
        }
        var values: Set<SearchAxis.Value> = []
        for value in try entries[0].value.list(path: here) {
            let text = value.line
            switch axes[axis].scale {
            case .options:
                guard let option = effects[axis].labels.firstIndex(of: text) else {
                    throw ConfigurationError.invalid(
                        value.origin, path: here,
                        problem: "\(entries[0].key) is never \(text); it is one of "
                            + effects[axis].labels.joined(separator: ", "))
                }
                values.insert(.option(option))
            case .integers(let range):
                let number = try value.integer(path: here)
                guard range.contains(number) else {
                    throw ConfigurationError.invalid(
                        value.origin, path: here, problem: "\(entries[0].key) is never \(number)")
                }
                values.insert(.integer(number))
            case .uniform, .logUniform:
                throw ConfigurationError.invalid(
                    value.origin, path: here, problem: "a condition needs a choice or whole numbers")
            }
        }
        return SearchAxis.Condition(axis: axis, values: values)
    }
}
