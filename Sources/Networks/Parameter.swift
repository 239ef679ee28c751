import Kernels
import Tensors

/// A learnt (or kept) tensor inside a plan.
final class Parameter {
    /// The canonical tensors that follow each other in `canonical`.
    let parts: [ParameterDescription]
    let canonical: Layout
    let value: Memory
    /// `nil` for a running statistic and outside training.
    let gradient: Memory?
    /// The optimizer's two moments, where it trains.
    let moments: [Memory]
    /// The moving average of the value, where the plan keeps one.
    let average: Memory?

    init(
        parts: [ParameterDescription], canonical: Layout, value: Memory, gradient: Memory? = nil,
        moments: [Memory] = [], average: Memory? = nil
    ) {
        self.parts = parts
        self.canonical = canonical
        self.value = value
        self.gradient = gradient
        self.moments = moments
        self.average = average
    }

    /// Copies the parts out of `weights`, whose names carry `suffix`, into `memory`.
    func load(_ weights: Weights, into memory: Memory, suffix: String = "") throws(PlanError) {
        var elements: [Float] = []
        for part in parts {
            guard let tensor = weights[part.name + suffix] else { throw .missingTensor(name: part.name + suffix) }
            guard tensor.shape == part.shape else {
                throw .shapeDiffers(name: part.name + suffix, given: tensor.shape, wanted: part.shape)
            }
            elements += tensor.elements
        }
        do {
            try elements.withUnsafeBufferPointer { elements throws(KernelError) in
                try memory.write(elements, as: canonical)
            }
        } catch {
            throw .kernel(error)
        }
    }

    /// Copies `memory` to the parts' names in `weights`.
    func save(_ memory: Memory, to weights: inout Weights, suffix: String = "") throws(PlanError) {
        var elements = [Float](repeating: 0, count: canonical.count)
        do {
            try elements.withUnsafeMutableBufferPointer { elements throws(KernelError) in
                try memory.read(into: elements, as: canonical)
            }
        } catch {
            throw .kernel(error)
        }
        var start = 0
        for part in parts {
            weights[part.name + suffix] = Tensor(
                shape: part.shape, elements: elements[start..<start + part.shape.count])
            start += part.shape.count
        }
    }
}

extension Parameter {
    /// Sets the value from numbers in canonical order.
    func write(_ elements: [Float]) throws(PlanError) {
        do {
            try elements.withUnsafeBufferPointer { elements throws(KernelError) in
                try value.write(elements, as: canonical)
            }
        } catch {
            throw .kernel(error)
        }
    }
}
