import Networks

/// A ready-made arm that asks what a network needs of its sequence.
enum AblationControl: String, CaseIterable, Sendable {
    /// The frames of each scan in a random order, in training and judging.
    case scrambled
    /// The frame in the middle alone.
    case singleFrame = "single-frame"
    /// The recurrent layers left out; where one made the vector, the mean over time does.
    case noLSTM = "no-lstm"
    /// A 3D CNN of as many parameters, without a sequence.
    case cnn3d
    /// The frames' pixels into the recurrent layers, without a CNN.
    case lstmOnly = "lstm-only"
    /// The labels shuffled among the patients: what is left must be chance.
    case labelPermutation = "label-permutation"
}

extension AblationControl {
    /// What the arm does, for the table.
    var words: String {
        switch self {
        case .scrambled: "frames shuffled in time, each scan in its own order"
        case .singleFrame: "only the frame in the middle"
        case .noLSTM: "recurrent layers left out"
        case .cnn3d: "a 3D CNN of matched parameters in the place of CNN and recurrent layers"
        case .lstmOnly: "pixels into the recurrent layers, no CNN"
        case .labelPermutation: "labels shuffled among the patients"
        }
    }

    /// The tree of the control's pipeline.
    ///
    /// - Parameter source: the baseline.
    /// - Throws: `AblationError.control` where the pipeline has nothing for the control to change.
    func applied(to source: PipelineSource) throws -> ConfigurationNode {
        switch self {
        case .labelPermutation:
            if let column = try source.pipeline().cohort.frameLabels {
                throw AblationError.control(
                    self,
                    problem: "it shuffles the labels of scans, and what is learnt here are those of their frames "
                        + "(cohort.frameLabels: \(column)), which would stay true; leave the control out")
            }
            return source.root
        case .scrambled: return try source.setting("preparation.order", to: "scrambled", for: self)
        case .singleFrame:
            let single = try source.setting("preparation.frames", to: "1", for: self)
            guard try source.pipeline().preparation.frameChoice == .all else { return single }
            return try PipelineSource(root: single, name: source.name)
                .setting("preparation.frameChoice", to: "even", for: self)
        case .noLSTM: return try source.changingModel { try withoutRecurrence($0) }
        case .lstmOnly: return try source.changingModel { try withoutEncoder($0) }
        case .cnn3d: return try MatchedVolumeNetwork(of: source).root
        }
    }

    private static let recurrent: Set<String> = ["lstm", "gru"]

    /// The layers without recurrent ones, at any depth.
    private func withoutRecurrence(_ layers: [ConfigurationNode]) throws -> [ConfigurationNode] {
        var found = false
        let rest = Self.withoutRecurrence(layers, &found)
        guard found else { throw AblationError.control(self, problem: "the model has no lstm or gru") }
        return rest
    }

    private static func withoutRecurrence(_ layers: [ConfigurationNode], _ found: inout Bool) -> [ConfigurationNode] {
        layers.flatMap { layer -> [ConfigurationNode] in
            guard let word = layer.ownNames.first else { return [layer] }
            if recurrent.contains(word) {
                found = true
                let returns = layer.child(.key(word))?.child(.key("returns"))
                if case .scalar("all", _)? = returns?.content { return [] }
                return [ConfigurationNode(content: .scalar("meanOverTime", isQuoted: false), origin: layer.origin)]
            }
            guard case .mapping(var entries) = layer.content, case .mapping(var options) = entries[0].value.content,
                let place = options.firstIndex(where: { $0.key == "layers" }),
                case .sequence(let inner) = options[place].value.content
            else { return [layer] }
            options[place].value.content = .sequence(withoutRecurrence(inner, &found))
            entries[0].value.content = .mapping(options)
            return [ConfigurationNode(content: .mapping(entries), origin: layer.origin)]
        }
    }

    /// The layers with `flatten` in the place of what `timeDistributed` holds, or without it where the map's rows, columns
    /// or cells are the sequence.
    private func withoutEncoder(_ layers: [ConfigurationNode]) throws -> [ConfigurationNode] {
        guard let place = layers.firstIndex(where: { $0.ownNames.first == "timeDistributed" }),
            layers.contains(where: { Self.recurrent.contains($0.ownNames.first ?? "") })
        else {
            throw AblationError.control(
                self, problem: "the model needs a timeDistributed layer and an lstm or gru in its list")
        }
        var rest = layers
        if layers.dropFirst(place + 1).first?.ownNames.first == "readAsSequence" {
            rest.remove(at: place)
        } else {
            let flatten = try ConfigurationNode.parse("[flatten]", name: rawValue)
            rest[place] = try NodeEdit("timeDistributed.layers", .set(flatten), at: layers[place].origin)
                .applied(to: layers[place])
        }
        return rest
    }
}

extension PipelineSource {
    init(root: ConfigurationNode, name: String) {
        (self.root, self.name) = (root, name)
    }

    fileprivate func setting(
        _ path: String, to word: String, for control: AblationControl
    ) throws(ConfigurationError) -> ConfigurationNode {
        let value = ConfigurationNode(content: .scalar(word, isQuoted: false), origin: root.origin)
        return try root(after: [NodeEdit(path, .set(value), at: root.origin)])
    }

    /// The tree with other layers in its model.
    func changingModel(
        _ change: ([ConfigurationNode]) throws -> [ConfigurationNode]
    ) throws -> ConfigurationNode {
        guard var entries = root.entries, let place = entries.firstIndex(where: { $0.key == "model" }),
            case .sequence(let layers) = entries[place].value.content
        else { throw ConfigurationError.missingKey(root.origin, path: "model") }
        entries[place].value.content = .sequence(try change(layers))
        return ConfigurationNode(content: .mapping(entries), origin: root.origin)
    }
}
