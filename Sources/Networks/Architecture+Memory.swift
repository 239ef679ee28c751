extension Architecture {
    /// Bytes that every plan of this network takes at least: a batch of inputs, the largest output of a layer, the weights.
    ///
    /// It is known before anything is compiled, so that a plan far beyond the machine is refused at once.
    func leastBytes(for input: InputShape, batch: Int) throws(ArchitectureError) -> Int {
        var largest = 0
        for output in try outputs(for: input) {
            largest = max(largest, try FeatureLimits.count([batch] + output.extents, at: LayerPath()))
        }
        let read = try FeatureLimits.count([batch] + Self.shape(of: input).extents, at: LayerPath())
        let learnt = try parameters(for: input).reduce(0) { $0 + $1.shape.count }
        return (read + largest + learnt) * MemoryLayout<Float>.size
    }
}
