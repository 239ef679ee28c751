extension Workspace {
    /// The same bytes seen as another layout.
    public func view(of memory: Memory, as layout: Layout) throws(KernelError) -> Memory {
        try self.memory(layout, in: memory.region, offset: memory.offset)
    }

    /// A plain N·F matrix seen as the map N·F·1·1, or as a volume with `axes: 3`.
    public func mapView(of memory: Memory, axes: Int = 2) throws(KernelError) -> Memory {
        try view(of: memory, as: .plain(memory.layout.extents + Array(repeating: 1, count: axes)))
    }

    /// A plain map N·C·1·1 (or volume) seen as the matrix N·C.
    public func plainView(of memory: Memory) throws(KernelError) -> Memory {
        try view(of: memory, as: .plain(Array(memory.layout.extents.prefix(2))))
    }
}
