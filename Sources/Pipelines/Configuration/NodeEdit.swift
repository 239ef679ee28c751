import Names

/// A change of a configuration at a path: an override, part of an ablation's arm, a value that a search tries.
struct NodeEdit: Sendable {
    enum Action: Sendable {
        /// Puts a value in the place of the old one; a list in the place of a named layer puts several layers there.
        case set(ConfigurationNode)
        case remove
        case insertBefore([ConfigurationNode])
        case insertAfter([ConfigurationNode])
        /// Puts the layer so many times, each copy with `growth` times the filters of the one before.
        case repeated(Int, growth: Double)
    }

    let path: NodePath
    let action: Action
    /// Where the change is asked for.
    let origin: ConfigurationOrigin

    /// The tree with the change.
    ///
    /// - Throws: `ConfigurationError.editTarget` where the path leads to no layer or is ambiguous.
    func applied(to root: ConfigurationNode) throws(ConfigurationError) -> ConfigurationNode {
        try changed(root, path.steps[...]) ?? ConfigurationNode(content: .mapping([]), origin: root.origin)
    }

    /// `node` after the change below it, which `steps` lead to; nil where it is removed.
    private func changed(
        _ node: ConfigurationNode, _ steps: ArraySlice<NodePath.Step>
    ) throws(ConfigurationError) -> ConfigurationNode? {
        guard let step = steps.first else {
            switch action {
            case .set(let value): return value
            case .remove: return nil
            case .insertBefore, .insertAfter, .repeated:
                throw failure(path.text, "is no layer of a list, where layers could be inserted or repeated")
            }
        }
        if case .sequence(let elements) = node.content {
            return try changed(layer: step, in: elements, of: node, steps.dropFirst())
        }
        return try changed(key: step, in: node, steps.dropFirst())
    }

    private func changed(
        key step: NodePath.Step, in node: ConfigurationNode, _ steps: ArraySlice<NodePath.Step>
    ) throws(ConfigurationError) -> ConfigurationNode {
        guard var entries = node.entries ?? bareLayerEntries(node, asked: step.name) else {
            throw failure(step.name, "cannot be set inside \(node.summary)")
        }
        let place = entries.firstIndex { $0.key == step.name }
        if place == nil, let layers = entries.firstIndex(where: { $0.key == "layers" }),
            case .sequence(let elements) = entries[layers].value.content,
            !steps.isEmpty || !step.indexes.isEmpty || elements.contains(where: { $0.ownNames.contains(step.name) })
        {
            entries[layers].value = try changed(layer: step, in: elements, of: entries[layers].value, steps)
            return ConfigurationNode(content: .mapping(entries), origin: node.origin)
        }
        let empty = ConfigurationNode(content: .mapping([]), origin: origin)
        let old = place.map { entries[$0].value }
        if old == nil, steps.isEmpty {
            guard case .set = action else { throw missing(step.name, among: entries.map(\.key), of: node) }
        }
        let new = try changed(indexes: step.indexes[...], in: old ?? empty, steps)
        switch (place, new) {
        case (let place?, let new?): entries[place].value = new
        case (let place?, nil): entries.remove(at: place)
        case (nil, let new?): entries.append(.init(key: step.name, keyOrigin: origin, value: new))
        case (nil, nil): break
        }
        return ConfigurationNode(content: .mapping(entries), origin: node.origin)
    }

    private func changed(
        indexes: ArraySlice<Int>, in node: ConfigurationNode, _ steps: ArraySlice<NodePath.Step>
    ) throws(ConfigurationError) -> ConfigurationNode? {
        guard let index = indexes.first else { return try changed(node, steps) }
        guard case .sequence(let elements) = node.content, elements.indices.contains(index) else {
            throw failure("[\(index)]", "does not exist in \(node.summary)")
        }
        if steps.isEmpty, indexes.count == 1 {
            return node.replacing(index, by: replacement(of: elements[index], splicing: false))
        }
        let new = try changed(indexes: indexes.dropFirst(), in: elements[index], steps)
        return node.replacing(index, by: new.map { [$0] } ?? [])
    }

    private func changed(
        layer step: NodePath.Step, in elements: [ConfigurationNode], of node: ConfigurationNode,
        _ steps: ArraySlice<NodePath.Step>
    ) throws(ConfigurationError) -> ConfigurationNode {
        let matches = elements.indices.filter { elements[$0].ownNames.contains(step.name) }
        guard step.indexes.count <= 1, !matches.isEmpty else {
            throw missing(step.name, among: elements.flatMap(\.ownNames), of: node)
        }
        let rank = step.indexes.first ?? 0
        guard matches.indices.contains(rank) else {
            throw failure(step.text, "does not exist: \(step.name) stands \(matches.count) times in \(node.summary)")
        }
        guard matches.count == 1 || !step.indexes.isEmpty else {
            let spellings = matches.indices.map { "\(step.name)[\($0)]" }.joined(separator: ", ")
            throw failure(step.name, "stands here \(matches.count) times; write \(spellings)")
        }
        let place = matches[rank]
        guard !steps.isEmpty else {
            return node.replacing(place, by: replacement(of: elements[place], splicing: true))
        }
        let layer = elements[place]
        let word: String
        switch layer.content {
        case .scalar(let text, _): word = text
        case .mapping(let entries): word = entries.first?.key ?? step.name
        case .sequence: word = step.name
        }
        let changed = try changed(key: NodePath.Step(name: word, indexes: []), in: layer, steps)
        return node.replacing(place, by: [changed])
    }

    /// What stands in the place of a list's element after the change.
    private func replacement(of element: ConfigurationNode, splicing: Bool) -> [ConfigurationNode] {
        switch action {
        case .set(let value):
            if splicing, case .sequence(let several) = value.content { several } else { [value] }
        case .remove: []
        case .insertBefore(let layers): layers + [element]
        case .insertAfter(let layers): [element] + layers
        case .repeated(let count, let growth): (0..<count).map { element.copy($0, growth: growth) }
        }
    }

    /// A bare word where a map is needed, `adam` for `adam: {}`, becomes that map if it is the one asked for.
    private func bareLayerEntries(_ node: ConfigurationNode, asked key: String) -> [ConfigurationNode.Entry]? {
        guard case .scalar(key, _) = node.content else { return nil }
        let empty = ConfigurationNode(content: .mapping([]), origin: node.origin)
        return [.init(key: key, keyOrigin: node.origin, value: empty)]
    }

    private func missing(_ name: String, among known: [String], of node: ConfigurationNode) -> ConfigurationError {
        let advice = NearestName.to(name, among: known).map { "; did you mean \($0)?" }
        return failure(name, "is not in \(node.summary)" + (advice ?? ": \(known.joined(separator: ", "))"))
    }

    private func failure(_ step: String, _ problem: String) -> ConfigurationError {
        // An argument shows its whole path already.
        if case .argument = origin { return .editTarget(origin, path: step, problem: problem) }
        return .editTarget(origin, path: step == path.text ? step : "\(path.text): \(step)", problem: problem)
    }
}

extension ConfigurationNode {
    /// This value with every `filters` inside of it scaled, to at least 1.
    func scalingFilters(by scale: Double) -> ConfigurationNode {
        var changed = self
        switch content {
        case .scalar: break
        case .sequence(let elements): changed.content = .sequence(elements.map { $0.scalingFilters(by: scale) })
        case .mapping(let entries):
            changed.content = .mapping(
                entries.map { entry in
                    var entry = entry
                    if entry.key == "filters", case .scalar(let text, _) = entry.value.content, let filters = Int(text)
                    {
                        let count = filters > 0 ? min(max((Double(filters) * scale).rounded(), 1), 1e9) : 1
                        entry.value.content = .scalar("\(Int(count))", isQuoted: false)
                    } else {
                        entry.value = entry.value.scalingFilters(by: scale)
                    }
                    return entry
                })
        }
        return changed
    }

    /// One of several copies of a layer, from 0; a layer with a name of its own gets a number after it.
    fileprivate func copy(_ number: Int, growth: Double) -> ConfigurationNode {
        var scale = 1.0
        for _ in 0..<number { scale *= growth }
        var copy = scale == 1 ? self : scalingFilters(by: scale)
        guard number > 0, case .mapping(var entries) = copy.content, entries.count == 1,
            case .mapping(var options) = entries[0].value.content,
            let place = options.firstIndex(where: { $0.key == "name" }),
            case .scalar(let name, let isQuoted) = options[place].value.content
        else { return copy }
        options[place].value.content = .scalar("\(name)-\(number + 1)", isQuoted: isQuoted)
        entries[0].value.content = .mapping(options)
        copy.content = .mapping(entries)
        return copy
    }

    /// This list with other elements in the place of one.
    fileprivate func replacing(_ index: Int, by new: [ConfigurationNode]) -> ConfigurationNode {
        guard case .sequence(var elements) = content else { return self }
        elements.replaceSubrange(index...index, with: new)
        return ConfigurationNode(content: .sequence(elements), origin: origin)
    }
}
