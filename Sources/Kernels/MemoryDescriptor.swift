internal import CDNNL

/// How oneDNN describes a tensor's place in memory: the one owner of a memory descriptor.
final class MemoryDescriptor {
    let handle: cine_dnnl_descriptor

    /// - Parameter make: the oneDNN function that makes the descriptor.
    init(
        _ name: @autoclosure () -> String, make: (inout cine_dnnl_descriptor?) -> dnnl_status_t
    ) throws(KernelError) {
        handle = try Engine.make(name(), make)
    }

    deinit {
        dnnl_memory_desc_destroy(handle)
    }

    /// What the descriptor says, in plain numbers.
    var shape: cine_dnnl_shape {
        get throws(KernelError) {
            var shape = cine_dnnl_shape()
            try Engine.check(cine_dnnl_describe(handle, &shape), "to describe a tensor")
            return shape
        }
    }
}

extension cine_dnnl_shape {
    /// The length of the channel blocks where maps or volumes lie as `N·C/b·H·W·b` or `N·C/b·D·H·W·b` with b = 8 or 16; `nil`
    /// for every other layout.
    var channelBlock: Int? {
        guard [4, 5].contains(axes), offset == 0, blocks == 1, block_axis == 1, [8, 16].contains(block) else {
            return nil
        }
        var wanted = [block]
        for extent in list(extents).dropFirst(2).reversed() { wanted.insert(wanted[0] * extent, at: 0) }
        wanted.insert(wanted[0] * (padded_extents.1 / block), at: 0)
        return list(strides) == wanted ? Int(block) : nil
    }

    /// The first `axes` numbers.
    func list(_ dims: dnnl_dims_t) -> [Int64] {
        withUnsafeBytes(of: dims) { Array($0.bindMemory(to: Int64.self).prefix(Int(axes))) }
    }
}
