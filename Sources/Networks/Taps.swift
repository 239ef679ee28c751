import Kernels

/// The layers of an explaining plan whose outputs, and the gradients of these, can be read.
///
/// Whatever comes before the first of them computes as in inference, unless the gradient of the input is asked for.
final class Taps {
    let paths: Set<String>
    private(set) var kept: [String: KeptOutput] = [:]

    init(_ paths: [String]) { self.paths = Set(paths) }

    /// What one layer makes of the batch.
    final class KeptOutput {
        let signal: Signal
        /// Plain; `nil` where no gradient reaches the layer's output.
        fileprivate(set) var gradient: Memory?

        fileprivate init(_ signal: Signal) { self.signal = signal }
    }

    /// Lists the backward pass; returns the gradients that are written before it and read after it.
    func listBackward(
        from link: Link, in builder: PlanBuilder
    ) throws(PlanError) -> (output: Memory, input: Memory?) {
        let outputGradient = try kernels { () throws(KernelError) in
            try builder.gradient(link.output.memory.layout)
        }
        guard link.output.needsGradient else { return (outputGradient, nil) }
        return (outputGradient, try link.backward(outputGradient))
    }

    private func lieBelow(_ path: LayerPath) -> Bool {
        paths.contains { $0.hasPrefix(path.description + ".") }
    }

    private func contain(_ path: LayerPath) -> Bool { paths.contains(path.description) }

    /// Keeps `signal` and, on the way back, its gradient.
    private func keep(_ signal: Signal, as path: LayerPath, in builder: PlanBuilder) -> Link {
        let output = KeptOutput(signal)
        kept[path.description] = output
        builder.keep(signal.memory)
        var tapped = signal
        tapped.needsGradient = true
        return Link(output: tapped) { gradient throws(PlanError) in
            try kernels { () throws(KernelError) in
                let own = try builder.workspace.memory(.plain(gradient.layout.extents))
                output.gradient = own
                builder.addBackward(try Reorder.operation(from: gradient, to: own, in: builder.workspace))
                guard !signal.needsGradient else { return gradient }
                builder.finishBackward(with: gradient)
                return nil
            }
        }
    }
}

extension Taps {
    /// Compiles `steps` in an explaining plan, split after each layer that is kept.
    ///
    /// - Returns: nil where the steps are compiled as always.
    static func compile(
        _ steps: ArraySlice<LayerSequence.Step>, input: Signal, in builder: PlanBuilder
    ) throws(PlanError) -> Link? {
        guard let taps = builder.taps, builder.differentiates, !steps.isEmpty else { return nil }
        guard let next = steps.firstIndex(where: { taps.contain($0.path) || taps.lieBelow($0.path) }) else {
            return input.needsGradient ? nil : try inference(steps, input: input, in: builder)
        }
        var chain = LinkChain(input)
        let (layer, path) = steps[next]
        if !input.needsGradient, !taps.lieBelow(path) {
            chain.append(try inference(steps[...next], input: input, in: builder))
        } else {
            if next > steps.startIndex {
                chain.append(try LayerSequence.compile(steps[..<next], input: input, in: builder))
            }
            chain.append(try layer.compile(chain.signal, at: path, in: builder))
        }
        if taps.contain(path) { chain.append(taps.keep(chain.signal, as: path, in: builder)) }
        if next + 1 < steps.endIndex {
            chain.append(try LayerSequence.compile(steps[(next + 1)...], input: chain.signal, in: builder))
        }
        return chain.link
    }

    /// Layers through which no gradient flows back.
    private static func inference(
        _ steps: ArraySlice<LayerSequence.Step>, input: Signal, in builder: PlanBuilder
    ) throws(PlanError) -> Link {
        var output = try builder.inferring { () throws(PlanError) in
            try LayerSequence.compile(steps, input: input, in: builder).output
        }
        output.needsGradient = false
        return Link(output: output) { gradient throws(PlanError) in
            builder.finishBackward(with: gradient)
            return nil
        }
    }
}

extension Plan.Mode {
    /// - Throws: `.unknownTap` where the architecture has no such layer.
    func check(against architecture: Architecture, input: InputShape) throws(PlanError) {
        guard case .explain(let taps, _) = self, !taps.isEmpty else { return }
        let known: [String]
        do {
            known = try architecture.layerOutputs(for: input).map(\.path)
        } catch {
            throw .architecture(error)
        }
        for tap in taps where !known.contains(tap) { throw .unknownTap(path: tap, known: known) }
    }

    var needsInputGradient: Bool {
        if case .explain(_, let inputGradient) = self { inputGradient } else { false }
    }
}
