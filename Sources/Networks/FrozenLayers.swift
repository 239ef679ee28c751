/// Layers that a training leaves as they are: they compute as in inference and learn nothing.
///
/// Nothing that learns may stand before them, so that no gradient has to flow through them.
struct FrozenLayers: Hashable {
    /// The layers' paths; everything below a path is frozen too.
    let paths: Set<String>

    static let none = FrozenLayers(paths: [])

    private init(paths: Set<String>) {
        self.paths = paths
    }

    /// - Parameter parameters: those of the whole network, in order.
    /// - Throws: `.unknownLayer`, `.frozenBehindTrained` or `.nothingToTrain`.
    init(_ paths: [String], of parameters: [ParameterDescription]) throws(PlanError) {
        self.init(paths: Set(paths))
        let known = Self.layers(of: parameters)
        for path in paths where !known.contains(path) {
            throw .unknownLayer(path: path, known: known.sorted())
        }
        guard let learning = parameters.firstIndex(where: { $0.isTrained && !contains(parameter: $0.name) }) else {
            throw .nothingToTrain(paths: paths)
        }
        if let late = parameters[learning...].first(where: { contains(parameter: $0.name) }) {
            throw .frozenBehindTrained(
                frozen: Self.layer(of: late.name), trained: Self.layer(of: parameters[learning].name))
        }
    }

    /// Whether the layer at `path` is frozen as a whole.
    func contains(_ path: LayerPath) -> Bool {
        path.components.indices.contains { paths.contains(path.components[...$0].joined(separator: ".")) }
    }

    /// Whether the layer that a parameter belongs to is frozen.
    func contains(parameter name: String) -> Bool {
        contains(LayerPath(components: name.split(separator: ".").dropLast().map(String.init)))
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

extension FrozenLayers {
    /// Compiles `steps` where some of them are frozen: all up to the last frozen one as in inference, the others to be trained.
    ///
    /// - Returns: nil where none is frozen.
    static func compile(
        _ steps: ArraySlice<LayerSequence.Step>, input: Signal, in builder: PlanBuilder
    ) throws(PlanError) -> Link? {
        guard builder.trains, let last = steps.lastIndex(where: { builder.frozen.contains($0.path) }) else {
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
