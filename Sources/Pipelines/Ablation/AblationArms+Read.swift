extension AblationDescription.Arm {
    /// Reads `name: { path: value, remove: path, insertBefore: { path: layer }, insertAfter: { path: layer } }`.
    init(_ entry: ConfigurationNode.Entry, path: String) throws(ConfigurationError) {
        let here = "\(path).\(entry.key)"
        guard let changes = entry.value.entries else {
            throw .wrongType(entry.value.origin, path: here, expected: "a map of changes", found: entry.value.summary)
        }
        try self.init(name: Self.name(entry.key, at: entry.keyOrigin, path: here), changes: changes, path: here)
        origin = entry.keyOrigin
    }

    init(name: String, changes: [ConfigurationNode.Entry], path: String) throws(ConfigurationError) {
        self.init(name: name, edits: [], origin: changes.first?.keyOrigin ?? .argument(name))
        for change in changes {
            switch change.key {
            case "remove":
                for target in try change.value.list(path: "\(path).remove") {
                    let place = try target.text(path: "\(path).remove")
                    edits.append(try NodeEdit(place, .remove, at: target.origin))
                }
            case "insertBefore", "insertAfter":
                for target in try change.value.map(path: "\(path).\(change.key)") {
                    let layers = try target.value.list(path: "\(path).\(change.key).\(target.key)")
                    edits.append(
                        try NodeEdit(
                            target.key, change.key == "insertBefore" ? .insertBefore(layers) : .insertAfter(layers),
                            at: target.keyOrigin))
                }
            default:
                edits.append(try NodeEdit(change.key, .set(change.value), at: change.keyOrigin))
            }
        }
    }

    /// A name that can be that of a folder.
    static func name(
        _ text: String, at origin: ConfigurationOrigin, path: String
    ) throws(ConfigurationError) -> String {
        let isFit =
            !text.isEmpty && text.utf8.count <= 80 && text.first != "." && text.first != "-"
            && text.unicodeScalars.allSatisfy { allowed.contains($0) }
        guard isFit else {
            throw .invalid(
                origin, path: path,
                problem: "the name of an arm has up to 80 letters, digits and . _ - = +, and begins with none of . -")
        }
        guard text != "baseline" else {
            throw .invalid(
                origin, path: path, problem: "the baseline is the pipeline itself; give the arm another name")
        }
        return text
    }

    /// A value as part of a name: `adam` for `{adam: {…}}`, other characters as underscores.
    static func label(_ value: ConfigurationNode) -> String {
        let text: String
        switch value.content {
        case .scalar(let word, _): text = word
        case .mapping(let entries): text = entries.count == 1 ? entries[0].key : "map"
        case .sequence(let elements): text = elements.map(label).joined(separator: "-")
        }
        let fit = text.unicodeScalars.map { allowed.contains($0) ? Character($0) : "_" }
        return String(fit.prefix(40))
    }

    private static let allowed = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-=+".unicodeScalars)
}

extension AblationDescription.Factor {
    /// Reads `name: { path: P, values: [V, …] }`, or `name: { level: { changes } }`.
    init(_ entry: ConfigurationNode.Entry) throws(ConfigurationError) {
        let here = "ablation.factors.\(entry.key)"
        let name = try AblationDescription.Arm.name(entry.key, at: entry.keyOrigin, path: here)
        let entries = try entry.value.map(path: here)
        var levels: [AblationDescription.Arm] = []
        if let values = entry.value.child(.key("values")), let path = entry.value.child(.key("path")) {
            if let other = entries.first(where: { !["path", "values"].contains($0.key) }) {
                throw .unknownKey(
                    other.keyOrigin, path: "\(here).\(other.key)", nearest: nil, known: ["path", "values"])
            }
            let place = try path.text(path: "\(here).path")
            for value in try values.list(path: "\(here).values") {
                let edit = try NodeEdit(place, .set(value), at: value.origin)
                levels.append(
                    .init(name: AblationDescription.Arm.label(value), edits: [edit], origin: value.origin))
            }
        } else {
            for level in entries {
                let label = try AblationDescription.Arm.name(
                    level.key, at: level.keyOrigin, path: "\(here).\(level.key)")
                levels.append(
                    try .init(
                        name: label, changes: level.value.map(path: "\(here).\(level.key)"),
                        path: "\(here).\(level.key)"))
            }
        }
        if levels.isEmpty {
            throw .invalid(entry.keyOrigin, path: here, problem: "the factor has no levels beside the baseline's")
        }
        guard Set(levels.map(\.name)).count == levels.count else {
            throw .invalid(
                entry.keyOrigin, path: here,
                problem: "two levels would have the same name; write them as level: { path: value }")
        }
        self.init(name: name, levels: levels)
    }
}

extension NodeEdit {
    init(_ path: String, _ action: Action, at origin: ConfigurationOrigin) throws(ConfigurationError) {
        guard let place = NodePath(path) else {
            throw .invalid(origin, path: path, problem: "this is no path; write it as in model.lstm.units or model[2]")
        }
        self.init(path: place, action: action, origin: origin)
    }
}
