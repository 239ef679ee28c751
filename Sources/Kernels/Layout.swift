internal import CDNNL

/// How a float32 tensor lies in memory: plain, strided or in the blocks that an algorithm prefers.
public struct Layout {
    var descriptor: dnnl_memory_desc_t
    /// The extents, outermost first, without padding.
    public let extents: [Int]

    init(_ descriptor: dnnl_memory_desc_t) {
        self.descriptor = descriptor
        extents = withUnsafeBytes(of: descriptor.dims) { raw in
            raw.bindMemory(to: Int64.self).prefix(Int(descriptor.ndims)).map { Int($0) }
        }
    }

    private init(extents: [Int], _ make: (UnsafeMutablePointer<dnnl_memory_desc_t>, [Int64]) -> dnnl_status_t)
        throws(KernelError)
    {
        var descriptor = dnnl_memory_desc_t()
        try Engine.check(make(&descriptor, extents.map(Int64.init)), "a tensor of \(Self.text(extents))")
        self.descriptor = descriptor
        self.extents = extents
    }

    /// Row-major: the last axis varies fastest.
    public static func plain(_ extents: [Int]) throws(KernelError) -> Layout {
        var strides = Array(repeating: 1, count: extents.count)
        for axis in stride(from: extents.count - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * extents[axis + 1]
        }
        return try strided(extents, strides: strides)
    }

    /// With its own distance, in elements, between neighbours along each axis.
    public static func strided(_ extents: [Int], strides: [Int]) throws(KernelError) -> Layout {
        try Layout(extents: extents) { descriptor, dims in
            dnnl_memory_desc_init_by_strides(
                descriptor, Int32(dims.count), dims, dnnl_f32, strides.map(Int64.init))
        }
    }

    /// Maps (or volumes) in channel blocks: `N·C/b·H·W·b` with b = 8 or 16, the last block padded with zeros.
    public static func blocked(_ extents: [Int], block: Int = 8) throws(KernelError) -> Layout {
        if extents.count == 5 { return try tagged(extents, block == 16 ? dnnl_aBcde16b : dnnl_aBcde8b) }
        return try tagged(extents, block == 16 ? dnnl_aBcd16b : dnnl_aBcd8b)
    }

    /// The same layout with another number of rows (the outermost axis); `nil` where it is neither plain nor in channel
    /// blocks.
    public func withRows(_ rows: Int) throws(KernelError) -> Layout? {
        let extents = [rows] + self.extents.dropFirst()
        if let channelBlock { return try .blocked(extents, block: channelBlock) }
        guard try self == .plain(self.extents) else { return nil }
        return try .plain(extents)
    }

    /// Whatever the algorithm prefers.
    static func any(_ extents: [Int]) throws(KernelError) -> Layout {
        try tagged(extents, dnnl_format_tag_any)
    }

    /// As one of oneDNN's format tags says.
    static func tagged(_ extents: [Int], _ tag: dnnl_format_tag_t) throws(KernelError) -> Layout {
        try Layout(extents: extents) { descriptor, dims in
            dnnl_memory_desc_init_by_tag(descriptor, Int32(dims.count), dims, dnnl_f32, tag)
        }
    }

    /// The size in bytes, channel padding included.
    public var bytes: Int {
        withUnsafePointer(to: descriptor) { Int(dnnl_memory_desc_get_size($0)) }
    }

    /// The number of elements, channel padding not included.
    public var count: Int { extents.reduce(1, *) }

    /// The length of the channel blocks where the layout is `N·C/b·H·W·b` or `N·C/b·D·H·W·b`; `nil` for every other.
    public var channelBlock: Int? {
        let blocking = descriptor.format_desc.blocking
        guard [4, 5].contains(extents.count), descriptor.offset0 == 0, descriptor.format_kind == dnnl_blocked,
            blocking.inner_nblks == 1, blocking.inner_idxs.0 == 1, [8, 16].contains(blocking.inner_blks.0)
        else { return nil }
        let block = Int(blocking.inner_blks.0)
        var wanted = [block]
        for extent in extents.dropFirst(2).reversed() { wanted.insert(wanted[0] * extent, at: 0) }
        wanted.insert(wanted[0] * (paddedChannels / block), at: 0)
        let strides = withUnsafeBytes(of: blocking.strides) { raw in
            raw.bindMemory(to: Int64.self).prefix(extents.count).map { Int($0) }
        }
        return strides == wanted ? block : nil
    }

    /// Whether one row (of the outermost axis) lies after the other.
    public var hasContiguousRows: Bool {
        (try? self == .plain(extents)) ?? false || channelBlock != nil
    }

    /// The number of channels, padding included.
    public var paddedChannels: Int { Int(descriptor.padded_dims.1) }

    /// The pixels (or voxels) of one channel.
    public var pixels: Int { extents.dropFirst(2).reduce(1, *) }

    static func text(_ extents: [Int]) -> String { extents.map(String.init).joined(separator: "×") }
}

extension Layout: Equatable {
    public static func == (left: Layout, right: Layout) -> Bool {
        withUnsafePointer(to: left.descriptor) { a in
            withUnsafePointer(to: right.descriptor) { b in dnnl_memory_desc_equal(a, b) != 0 }
        }
    }
}

extension Layout: CustomStringConvertible {
    public var description: String { Self.text(extents) }
}
