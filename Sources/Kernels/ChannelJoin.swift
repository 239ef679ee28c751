/// Tensors laid side by side along the channels (axis 1): maps, volumes, or the features of plain vectors.
public enum ChannelJoin {
    /// How the whole lies: in channel blocks where every part but the last fills its blocks, else plain.
    public static func layout(of parts: [Layout]) throws(KernelError) -> Layout {
        guard let first = parts.first else { throw .refused(operation: "a concatenation", status: "it has no parts") }
        var extents = first.extents
        extents[1] = parts.reduce(0) { $0 + $1.extents[1] }
        if let block = parts.lazy.compactMap(\.channelBlock).first,
            parts.dropLast().allSatisfy({ $0.extents[1].isMultiple(of: block) })
        {
            return try .blocked(extents, block: block)
        }
        return try .plain(extents)
    }

    /// The part of `whole` that holds `channels` channels from `first` on, in place; `whole` lies as `layout(of:)` says.
    public static func part(
        of whole: Memory, first: Int, channels: Int, in workspace: Workspace
    ) throws(KernelError) -> Memory {
        try workspace.view(of: whole, as: try whole.layout.channels(first..<first + channels))
    }
}
