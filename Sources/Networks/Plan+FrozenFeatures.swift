import Kernels
import Tensors

/// Where the frozen layers of a plan end.
struct FrozenBoundary {
    /// What they make of a batch.
    let output: Memory
    /// The steps of the forward pass up to there.
    let operations: Int
    let rows: Int

    /// The numbers of one row; nil where rows do not follow each other in memory.
    var rowLength: Int? {
        let layout = output.layout
        guard layout.hasContiguousRows, layout.extents[0] == rows else { return nil }
        return layout.bytes / MemoryLayout<Float>.size / rows
    }
}

extension Plan {
    /// Whether what the frozen layers make of a sequence can be kept and set again.
    public var keepsFrozenFeatures: Bool { builder.frozenBoundary?.rowLength != nil }

    /// What the frozen layers made of the sequence at place `index` in the last step: `rows`×`numbers`, in the plan's own
    /// layout, to be given to `setFrozenFeatures` of the same plan.
    public func frozenFeatures(at index: Int) throws(PlanError) -> Tensor {
        let (boundary, length) = try frozen(at: index)
        let steps = boundary.rows / batch
        let source = boundary.output.elements
        return Tensor(shape: [steps, length]) { elements in
            for step in 0..<steps {
                _ = UnsafeMutableBufferPointer(rebasing: elements[step * length..<(step + 1) * length])
                    .initialize(
                        fromContentsOf: UnsafeBufferPointer(
                            start: source + (step * batch + index) * length, count: length))
            }
        }
    }

    /// Sets what the frozen layers make of a whole sequence in the place of the sequence; the step must then be told so.
    public func setFrozenFeatures(_ features: Tensor, at index: Int) throws(PlanError) {
        let (boundary, length) = try frozen(at: index)
        let wanted: Shape = [boundary.rows / batch, length]
        guard features.shape == wanted else { throw .inputShape(given: features.shape, wanted: wanted) }
        lengths.set(input.frames, for: index)
        features.withUnsafeElements { source in
            guard let source = source.baseAddress else { return }
            for step in 0..<wanted[0] {
                (boundary.output.elements + (step * batch + index) * length)
                    .update(from: source + step * length, count: length)
            }
        }
    }

    private func frozen(at index: Int) throws(PlanError) -> (FrozenBoundary, rowLength: Int) {
        guard index >= 0, index < batch else { throw .inputIndex(index, batch: batch) }
        guard let boundary = builder.frozenBoundary, let length = boundary.rowLength else {
            throw .noFrozenFeatures
        }
        return (boundary, length)
    }
}
