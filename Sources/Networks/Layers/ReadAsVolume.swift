import Kernels

/// Reads a sequence of maps (`T·C·H·W`) as one volume (`C·T·H·W`), for convolutions and pooling in three dimensions.
public struct ReadAsVolume {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

extension ReadAsVolume: LayerDescription {
    static let kind = "readAsVolume"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        try input.volume(readBy: path, steps: 1)
    }

    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try input.volumes(as: try described(input, at: path).output, steps: 1, in: builder)
    }
}

extension FeatureShape {
    /// One of the `steps` volumes that the layer at `path` reads these frames as.
    func volume(readBy path: LayerPath, steps: Int) throws(ArchitectureError) -> FeatureShape {
        let (count, channels, height, width): (Int, Int, Int, Int)
        switch self {
        case .frames(let frames, let c, let h, let w): (count, channels, height, width) = (frames, c, h, w)
        case .map(let c, let h, let w): (count, channels, height, width) = (1, c, h, w)
        case .volume, .sequence, .vector:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "a sequence of maps",
                advice: "move it before the layers that make something else of the frames")
        }
        guard steps >= 1, count.isMultiple(of: steps) else {
            throw .invalidOption(
                path: path.description, option: "steps", value: "\(steps)",
                allowed: "a number that divides the \(count) frames of \(self)")
        }
        return .volume(channels: channels, depth: count / steps, height: height, width: width)
    }
}

extension Signal {
    /// (m·D + d)·N·C·H·W, frames in order of time, to (m·N)·C·D·H·W; backward the other way. `shape` is one volume's. Padded
    /// frames become zeros.
    func volumes(as shape: FeatureShape, steps: Int, in builder: PlanBuilder) throws(PlanError) -> Link {
        let extents = memory.layout.extents
        let (channels, depth, pixels) = (extents[1], shape.extents[1], memory.layout.pixels)
        let batch = rows / (steps * depth)
        let stack = depth * pixels
        return try kernels { () throws(KernelError) in
            if let lengths { builder.addForward(lengths.clearingPadding(of: memory)) }
            return try regrouped(
                as: shape, rows: steps * batch, seen: .plain([steps, depth, batch, channels, pixels]),
                strides: [batch * channels * stack, pixels, channels * stack, stack, 1], in: builder)
        }
    }

    /// N·C·H·W to (h·N)·C·1·W, each row a map of its own; backward the other way. `shape` is one row's.
    func rowsApart(as shape: FeatureShape, in builder: PlanBuilder) throws(PlanError) -> Link {
        let extents = memory.layout.extents
        let (channels, height, width) = (extents[1], extents[2], extents[3])
        return try kernels { () throws(KernelError) in
            try regrouped(
                as: shape, rows: height * rows, seen: .plain(extents),
                strides: [channels * width, width, rows * channels * width, 1], in: builder)
        }
    }

    /// Copies plain numbers, looked at as `seen`, to places `strides` apart, which are then rows of `shape`.
    private func regrouped(
        as shape: FeatureShape, rows: Int, seen: Layout, strides: [Int], in builder: PlanBuilder
    ) throws(KernelError) -> Link {
        var plain = self
        plain.memory = try builder.arranged(memory, as: .plain(memory.layout.extents), isBackward: false)
        if plain.memory !== memory { builder.finishForward(with: memory) }
        let link = try plain.rearranged(
            as: shape, rows: rows, seen: seen, flat: .strided(seen.extents, strides: strides), in: builder)
        var output = link.output
        let layout = try Layout.plain([rows] + shape.extents)
        output.memory = try builder.workspace.view(of: output.memory, as: layout)
        let whole = Link(output: output) { gradient throws(PlanError) in
            try link.backward(
                try kernels { () throws(KernelError) in try builder.arrangedGradient(gradient, as: layout) })
        }
        return whole.clearingPadding(lengths, in: builder)
    }
}

extension Layer {
    public static let readAsVolume = Layer(ReadAsVolume())
}
