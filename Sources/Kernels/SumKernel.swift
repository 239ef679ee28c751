internal import CDNNL

/// The sum of two tensors that lie alike, any axes.
public enum SumKernel {
    /// A step that writes `left + right` to `output`, which may be either; with `relu`, max(left + right, 0).
    public static func operation(
        _ left: Memory, _ right: Memory, output: Memory, relu: Bool = false, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let name = "a sum of \(left.layout)"
        var source = left.layout.descriptor
        var other = right.layout.descriptor
        var target = output.layout.descriptor
        var operation = dnnl_binary_desc_t()
        try Engine.check(dnnl_binary_desc_init(&operation, dnnl_binary_add, &source, &other, &target), name)
        let descriptor = try PrimitiveDescriptor(
            operation, then: relu ? (dnnl_eltwise_relu, 0, 0) : nil, in: workspace, name: name)
        return try Primitive(
            descriptor, [(DNNL_ARG_SRC_0, left), (DNNL_ARG_SRC_1, right), (DNNL_ARG_DST, output)], in: workspace)
    }
}
