/// The way to a value of a configuration: `training.epochs`, `model.lstm.units`, `model[2]`.
///
/// A step into a list is an index, `model[2]`, or a layer that stands there: its word or its own `name`, numbered where there are
/// several, `model.dense[1]`. The word `layers` between a layer and those inside it may be left out.
struct NodePath: Hashable, Sendable {
    let text: String
    let steps: [Step]

    /// One dot-separated part of a path: a name with or without indexes.
    struct Step: Hashable, Sendable {
        var name: String
        var indexes: [Int]

        /// As it is written.
        var text: String { name + indexes.map { "[\($0)]" }.joined() }
    }

    /// Nil where the text is no path.
    init?(_ text: String) {
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            var indexes: [Int] = []
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else { return nil }
                indexes.append(index)
            }
            guard let name = pieces.first, !name.isEmpty else { return nil }
            steps.append(Step(name: String(name), indexes: indexes))
        }
        self.text = text
        self.steps = steps
    }
}

extension ConfigurationNode {
    /// What a layer in a list is called: its word, and its own name if it has one.
    var ownNames: [String] {
        switch content {
        case .scalar(let text, _): return [text]
        case .mapping(let entries):
            guard entries.count == 1 else { return [] }
            let own = entries[0].value.child(.key("name"))
            if case .scalar(let name, _)? = own?.content { return [entries[0].key, name] }
            return [entries[0].key]
        case .sequence: return []
        }
    }
}
