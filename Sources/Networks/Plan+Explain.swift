import Kernels
import Tensors

/// What an explaining plan (`mode: .explain`) says about its last step.
extension Plan {
    /// Runs the backward pass of the last `infer()`, which may be done several times with other gradients.
    ///
    /// - Parameter logitGradient: a number for each of `logits`; zeros with a single 1 explain that logit.
    public func backward(from logitGradient: [Float]) throws(PlanError) {
        guard builder.taps != nil, outputGradient != nil else {
            throw .notAnExplainingPlan(operation: "a backward pass from the logits")
        }
        let wanted = answerRows.count * classes
        guard logitGradient.count == wanted else { throw .logitGradient(given: logitGradient.count, wanted: wanted) }
        ThreadTeam.use(threads: threads)
        setOutputGradient(logitGradient)
        try run(builder.backward)
    }

    /// What the layer at `path` made of the sequence at place `index`: T·C·H·W, C·H·W, C·D·H·W, T·F or F, a step's axes behind
    /// those of time. Padded steps are left out.
    public func activation(of path: String, at index: Int) throws(PlanError) -> Tensor {
        let kept = try kept(path)
        return try read(kept.signal.memory, of: kept.signal, at: index)
    }

    /// The gradient at that output after the last `backward(from:)`, of the same shape.
    public func gradient(of path: String, at index: Int) throws(PlanError) -> Tensor {
        let kept = try kept(path)
        guard let gradient = kept.gradient else {
            return Tensor(shape: try read(kept.signal.memory, of: kept.signal, at: index).shape)
        }
        return try read(gradient, of: kept.signal, at: index)
    }

    /// The gradient of the sequence at place `index`, T·H·W·C as it was set.
    public func inputGradient(at index: Int) throws(PlanError) -> Tensor {
        guard let inputGradient else {
            throw .notAnExplainingPlan(operation: "the gradient of the input (`inputGradient: true`)")
        }
        guard index >= 0, index < batch else { throw .inputIndex(index, batch: batch) }
        let all = try plainElements(of: inputGradient)
        let (channels, pixels) = (input.channels, input.height * input.width)
        let frames = lengths[index]
        return Tensor(shape: [frames, input.height, input.width, channels]) { elements in
            for frame in 0..<frames {
                let start = (frame * batch + index) * channels * pixels
                for pixel in 0..<pixels {
                    for channel in 0..<channels {
                        elements[(frame * pixels + pixel) * channels + channel] =
                            all[start + channel * pixels + pixel]
                    }
                }
            }
        }
    }

    private func kept(_ path: String) throws(PlanError) -> Taps.KeptOutput {
        guard let taps = builder.taps else { throw .notAnExplainingPlan(operation: "reading what `\(path)` makes") }
        guard let kept = taps.kept[path] else { throw .notTapped(path: path, taps: taps.paths.sorted()) }
        return kept
    }

    /// The rows of one sequence, time first where there is time.
    private func read(_ memory: Memory, of signal: Signal, at index: Int) throws(PlanError) -> Tensor {
        guard index >= 0, index < batch else { throw .inputIndex(index, batch: batch) }
        let all = try plainElements(of: memory)
        let length = all.count / signal.rows
        let steps = signal.rows / batch
        let real = steps > 1 ? signal.lengths?[index] ?? steps : steps
        let step = Array(memory.layout.extents.dropFirst())
        let leadsWithTime =
            switch signal.shape {
            case .frames, .sequence: true
            case .map, .volume, .vector: steps > 1
            }
        return Tensor(shape: Shape(leadsWithTime ? [real] + step : step)) { elements in
            for place in 0..<real {
                let start = (place * batch + index) * length
                for offset in 0..<length { elements[place * length + offset] = all[start + offset] }
            }
        }
    }

    private func plainElements(of memory: Memory) throws(PlanError) -> [Float] {
        ThreadTeam.use(threads: threads)
        var elements = [Float](repeating: 0, count: memory.layout.count)
        try kernels { () throws(KernelError) in
            let plain = try Layout.plain(memory.layout.extents)
            try elements.withUnsafeMutableBufferPointer { elements throws(KernelError) in
                try memory.read(into: elements, as: plain)
            }
        }
        return elements
    }
}
