/// Layers that a training leaves as they are.
///
/// Those before which nothing learns compute as in inference and need no gradient. Those behind layers that learn compute as
/// always and pass gradients on; only their weights stay.
struct FrozenLayers: Hashable {
    /// The layers' paths; everything below a path is frozen too.
    private let paths: Set<String>
    /// Those of `paths` before which nothing learns.
    private let leading: Set<String>

    static let none = FrozenLayers(paths: [], leading: [])

    private init(paths: Set<String>, leading: Set<String>) {
        self.paths = paths
        self.leading = leading
    }

    /// - Parameter parameters: those of the whole network, in order.
    /// - Throws: `.unknownLayer`, `.frozenBehindTrained` or `.nothingToTrain`.
    init(_ paths: [String], of parameters: [ParameterDescription]) throws(PlanError) {
        let known = Self.layers(of: parameters)
        for path in paths where !known.contains(path) {
            throw .unknownLayer(path: path, known: known.sorted())
        }
        let all = FrozenLayers(paths: Set(paths), leading: [])
        guard let learning = parameters.firstIndex(where: { $0.isTrained && !all.contains(parameter: $0.name) }) else {
            throw .nothingToTrain(paths: paths)
        }
        let late = parameters[learning...].filter { all.contains(parameter: $0.name) }
        if let statistic = late.first(where: { !$0.isTrained }) {
            throw .frozenBehindTrained(
                frozen: Self.layer(of: statistic.name), trained: Self.layer(of: parameters[learning].name))
        }
        self.init(
            paths: all.paths,
            leading: all.paths.filter { path in
                !late.contains { Self.lies(LayerPath(parameter: $0.name), below: [path]) }
            })
    }

    /// Whether the layer at `path` is frozen and nothing before it learns.
    func isLeading(_ path: LayerPath) -> Bool { Self.lies(path, below: leading) }

    /// Whether the layer that a parameter belongs to is frozen.
    func contains(parameter name: String) -> Bool { Self.lies(LayerPath(parameter: name), below: paths) }

    /// Whether `path` or one that holds it is among `paths`.
    private static func lies(_ path: LayerPath, below paths: Set<String>) -> Bool {
        path.components.indices.contains { paths.contains(path.components[...$0].joined(separator: ".")) }
    }

    /// The paths of all layers that have parameters, those that stand around them included.
    private static func layers(of parameters: [ParameterDescription]) -> Set<String> {
        var found: Set<String> = []
        for parameter in parameters {
            let components = parameter.name.split(separator: ".").dropLast()
            for end in components.indices { found.insert(components[...end].joined(separator: ".")) }
        }
        return found
    }

    private static func layer(of parameter: String) -> String {
        parameter.split(separator: ".").dropLast().joined(separator: ".")
    }
}

extension LayerPath {
    /// The layer that a parameter belongs to.
    fileprivate init(parameter name: String) {
        self.init(components: name.split(separator: ".").dropLast().map(String.init))
    }
}

extension FrozenLayers {
    /// Compiles `steps` where the first of them are frozen: all up to the last of these as in inference, the others to be trained.
    ///
    /// - Returns: nil where none of the first is frozen.
    static func compile(
        _ steps: ArraySlice<LayerSequence.Step>, input: Signal, in builder: PlanBuilder
    ) throws(PlanError) -> Link? {
        guard builder.trains, let last = steps.lastIndex(where: { builder.frozen.isLeading($0.path) }) else {
            return nil
        }
        var frozen = try builder.inferring { () throws(PlanError) in
            try LayerSequence.compile(steps[...last], input: input, in: builder)
        }
        frozen.output.needsGradient = false
        builder.endFrozen(in: frozen.output)
        let rest = try LayerSequence.compile(steps[(last + 1)...], input: frozen.output, in: builder)
        return Link(output: rest.output) { gradient throws(PlanError) in
            if let unused = try rest.backward(gradient) { builder.finishBackward(with: unused) }
            return nil
        }
    }
}
