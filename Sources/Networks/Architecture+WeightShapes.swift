import Tensors

extension Architecture {
    /// The names and shapes of the weights that the network needs, in order.
    public func weightShapes(for input: InputShape) throws(ArchitectureError) -> [(name: String, shape: Shape)] {
        try parameters(for: input).map { ($0.name, $0.shape) }
    }
}
