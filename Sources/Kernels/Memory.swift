internal import CDNNL

/// A stretch of a workspace's memory that tensors share one after another; its place is known after `Workspace.commit()`.
public final class Region {
    public private(set) var bytes = 0
    fileprivate(set) var base: UnsafeMutableRawPointer?

    init() {}

    /// Makes the region at least `bytes` long.
    func reserve(_ bytes: Int) { self.bytes = max(self.bytes, bytes) }

    func place(at base: UnsafeMutableRawPointer) { self.base = base }
}

/// A tensor in a region: one owner of one oneDNN memory object.
public final class Memory {
    public let layout: Layout
    public let region: Region
    let offset: Int
    let handle: dnnl_memory_t
    private let engine: Engine

    init(_ layout: Layout, in region: Region, offset: Int, engine: Engine) throws(KernelError) {
        self.layout = layout
        self.region = region
        self.offset = offset
        self.engine = engine
        handle = try Self.handle(layout, data: cine_dnnl_memory_none, engine: engine)
        region.reserve(offset + layout.bytes)
    }

    deinit {
        dnnl_memory_destroy(handle)
    }

    /// The first element.
    ///
    /// - Precondition: the workspace is committed.
    public var elements: UnsafeMutablePointer<Float> {
        guard let base = region.base else { preconditionFailure("the workspace is not committed") }
        return (base + offset).assumingMemoryBound(to: Float.self)
    }

    func bind() throws(KernelError) {
        try point(to: elements)
    }

    /// Makes the tensor lie at `elements` instead of its own place.
    func point(to elements: UnsafeMutablePointer<Float>) throws(KernelError) {
        try Engine.check(dnnl_memory_set_data_handle(handle, elements), "to place a tensor of \(layout)")
    }

    /// Copies `source`, which lies as `layout` says, into this tensor.
    public func write(_ source: UnsafeBufferPointer<Float>, as layout: Layout) throws(KernelError) {
        let data = UnsafeMutableRawPointer(mutating: source.baseAddress)
        let other = try Self.handle(layout, data: data, engine: engine)
        defer { dnnl_memory_destroy(other) }
        try Reorder.run(from: other, layout, to: handle, self.layout, engine: engine)
    }

    /// Copies this tensor out, laid out as `layout` says.
    public func read(into target: UnsafeMutableBufferPointer<Float>, as layout: Layout) throws(KernelError) {
        let other = try Self.handle(layout, data: UnsafeMutableRawPointer(target.baseAddress), engine: engine)
        defer { dnnl_memory_destroy(other) }
        try Reorder.run(from: handle, self.layout, to: other, layout, engine: engine)
    }

    private static func handle(
        _ layout: Layout, data: UnsafeMutableRawPointer?, engine: Engine
    ) throws(KernelError) -> dnnl_memory_t {
        try Engine.make("memory for \(layout)") { dnnl_memory_create(&$0, layout.handle, engine.handle, data) }
    }
}
