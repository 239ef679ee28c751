internal import CDNNL

/// How a float32 tensor lies in memory: plain, strided or in the blocks that an algorithm prefers.
public struct Layout {
    private let descriptor: MemoryDescriptor
    /// The extents, outermost first, without padding.
    public let extents: [Int]
    /// The number of channels, padding included.
    public let paddedChannels: Int
    /// The length of the channel blocks where the layout is `N·C/b·H·W·b` or `N·C/b·D·H·W·b`; `nil` for every other.
    public let channelBlock: Int?
    /// The size in bytes, channel padding included.
    public let bytes: Int

    private init(_ descriptor: MemoryDescriptor) throws(KernelError) {
        let shape = try descriptor.shape
        self.descriptor = descriptor
        extents = shape.list(shape.extents).map { Int($0) }
        paddedChannels = Int(shape.padded_extents.1)
        channelBlock = shape.channelBlock
        bytes = Int(dnnl_memory_desc_get_size(descriptor.handle))
    }

    /// A copy of a descriptor that something else owns.
    init(copying handle: const_dnnl_memory_desc_t, of name: String) throws(KernelError) {
        try self.init(MemoryDescriptor(name) { dnnl_memory_desc_clone(&$0, handle) })
    }

    /// What oneDNN's calls take; valid as long as a copy of the layout lives.
    var handle: cine_dnnl_descriptor { descriptor.handle }

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
        try Layout(
            MemoryDescriptor("a tensor of \(text(extents))") {
                dnnl_memory_desc_create_with_strides(
                    &$0, Int32(extents.count), extents.map(Int64.init), dnnl_f32, strides.map(Int64.init))
            })
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
        try Layout(
            MemoryDescriptor("a tensor of \(text(extents))") {
                dnnl_memory_desc_create_with_tag(
                    &$0, Int32(extents.count), extents.map(Int64.init), dnnl_f32, tag)
            })
    }

    /// The same places, but only those of some channels.
    func channels(_ channels: Range<Int>) throws(KernelError) -> Layout {
        var dims = extents.map(Int64.init)
        dims[1] = Int64(channels.count)
        var offsets = extents.map { _ in Int64(0) }
        offsets[1] = Int64(channels.lowerBound)
        return try Layout(
            MemoryDescriptor("channels \(channels) of \(self)") {
                dnnl_memory_desc_create_submemory(&$0, handle, dims, offsets)
            })
    }

    /// The number of elements, channel padding not included.
    public var count: Int { extents.reduce(1, *) }

    /// Whether one row (of the outermost axis) lies after the other.
    public var hasContiguousRows: Bool {
        (try? self == .plain(extents)) ?? false || channelBlock != nil
    }

    /// The pixels (or voxels) of one channel.
    public var pixels: Int { extents.dropFirst(2).reduce(1, *) }

    static func text(_ extents: [Int]) -> String { extents.map(String.init).joined(separator: "×") }
}

extension Layout: Equatable {
    public static func == (left: Layout, right: Layout) -> Bool {
        dnnl_memory_desc_equal(left.handle, right.handle) != 0
    }
}

extension Layout: CustomStringConvertible {
    public var description: String { Self.text(extents) }
}
