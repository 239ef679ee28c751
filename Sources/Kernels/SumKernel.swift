internal import CDNNL

/// The sum of two tensors that lie alike, any axes.
public enum SumKernel {
    /// A step that writes `left + right` to `output`, which may be either; `activation` follows in
    /// the same pass.
    public static func operation(
        _ left: Memory, _ right: Memory, output: Memory, then activation: FusedActivation? = nil,
        in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let name = "a sum of \(left.layout)"
        var source = left.layout.descriptor
        var other = right.layout.descriptor
        var target = output.layout.descriptor
        var operation = dnnl_binary_desc_t()
        try Engine.check(dnnl_binary_desc_init(&operation, dnnl_binary_add, &source, &other, &target), name)
        let descriptor = try PrimitiveDescriptor(
            operation, then: activation?.algorithm, in: workspace, name: name)
        return try Primitive(
            descriptor, [(DNNL_ARG_SRC_0, left), (DNNL_ARG_SRC_1, right), (DNNL_ARG_DST, output)], in: workspace)
    }
}
