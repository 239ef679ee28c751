import Kernels

/// Layers one after another, whatever they stand in.
enum LayerSequence {
    /// The shape that the last of `layers` makes of `input`.
    static func output(
        of layers: [Layer], for input: FeatureShape, below parent: LayerPath
    ) throws(ArchitectureError) -> FeatureShape {
        var shape = input
        for (layer, path) in zip(layers, try LayerPath.siblings(layers, below: parent)) {
            shape = try layer.output(for: shape, at: path)
        }
        return shape
    }

    /// What `layers` learn or keep, in order.
    static func parameters(
        of layers: [Layer], for input: FeatureShape, below parent: LayerPath
    ) throws(ArchitectureError) -> [ParameterDescription] {
        var shape = input
        var parameters: [ParameterDescription] = []
        for (layer, path) in zip(layers, try LayerPath.siblings(layers, below: parent)) {
            let next = try layer.output(for: shape, at: path)
            parameters += try layer.description.parameters(for: shape, at: path)
            shape = next
        }
        return parameters
    }
}

extension LayerSequence {
    typealias Step = (layer: any LayerDescription, path: LayerPath)

    /// Compiles `layers` one after another; what can be computed in one pass is.
    static func compile(
        _ layers: [Layer], input: Signal, below parent: LayerPath, in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        let paths: [LayerPath]
        do {
            paths = try LayerPath.siblings(layers, below: parent)
        } catch {
            throw .architecture(error)
        }
        return try compile(zip(layers, paths).map { ($0.description, $1) }[...], input: input, in: builder)
    }

    static func compile(_ steps: ArraySlice<Step>, input: Signal, in builder: PlanBuilder) throws(PlanError) -> Link {
        if let link = try FrozenLayers.compile(steps, input: input, in: builder) { return link }
        if let link = try Taps.compile(steps, input: input, in: builder) { return link }
        var chain = LinkChain(input)
        var rest = steps
        while !rest.isEmpty {
            let link: Link
            let used: Int
            if let run = try DepthFirst.compile(rest, chain.signal, in: builder) {
                (link, used) = run
            } else {
                (link, used) = try compileFirst(of: Array(rest), chain.signal, in: builder)
            }
            chain.append(link)
            rest = rest.dropFirst(used)
        }
        return chain.link
    }

    /// Compiles the first layer together with those that are computed in its pass; says how many they are.
    private static func compileFirst(
        of rest: [Step], _ input: Signal, in builder: PlanBuilder
    ) throws(PlanError) -> (Link, Int) {
        func activation(_ index: Int) -> FusedActivation? {
            guard index < rest.count else { return nil }
            return rest[index].layer is Activation.ReLU ? .relu : rest[index].layer is Activation.ReLU6 ? .relu6 : nil
        }
        func isReLU(_ index: Int) -> Bool { activation(index) == .relu }
        let (layer, path) = rest[0]
        switch layer {
        case let convolution as Convolution:
            var fold: (BatchNormalization, LayerPath)?
            if !builder.trains, rest.count > 1, let normalization = rest[1].layer as? BatchNormalization {
                fold = (normalization, rest[1].path)
            }
            let used = fold == nil ? 1 : 2
            let link = try convolution.compile(input, at: path, folding: fold, then: activation(used), in: builder)
            return (link, used + (activation(used) == nil ? 0 : 1))
        case let normalization as BatchNormalization:
            var used = isReLU(1) ? 2 : 1
            var pool: (MaxPool, LayerPath)?
            if used < rest.count, let next = rest[used].layer as? MaxPool,
                BatchNormalization.canFuse(next, after: input, in: builder)
            {
                pool = (next, rest[used].path)
            }
            let link = try normalization.compile(input, at: path, relu: isReLU(1), pool: pool, in: builder)
            if pool != nil { used += 1 }
            return (link, used)
        case let residual as Residual:
            let link = try residual.compile(input, at: path, then: activation(1), in: builder)
            return (link, activation(1) == nil ? 1 : 2)
        default:
            return (try layer.compile(input, at: path, in: builder), 1)
        }
    }
}
