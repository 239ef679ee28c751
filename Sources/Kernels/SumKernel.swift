internal import CDNNL

/// The sum of two tensors that lie alike, any axes.
public enum SumKernel {
    /// A step that writes `left + right` to `output`, which may be either; `activation` follows in
    /// the same pass.
    public static func operation(
        _ left: Memory, _ right: Memory, output: Memory, then activation: FusedActivation? = nil,
        in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let descriptor = try PrimitiveDescriptor(
            "a sum of \(left.layout)", then: activation?.algorithm, in: workspace
        ) {
            dnnl_binary_primitive_desc_create(
                &$0, $1, dnnl_binary_add, left.layout.handle, right.layout.handle, output.layout.handle, $2)
        }
        return try Primitive(
            descriptor, [(DNNL_ARG_SRC_0, left), (DNNL_ARG_SRC_1, right), (DNNL_ARG_DST, output)], in: workspace)
    }
}
