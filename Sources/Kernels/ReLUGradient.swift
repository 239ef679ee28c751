internal import CDNNL

/// The gradient of a ReLU that ran inside of another pass: dy·[y > 0], in place.
public enum ReLUGradient {
    /// `output` and `gradient` lie alike.
    public static func operation(
        output: Memory, gradient: Memory, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let name = "the gradient of a ReLU of \(output.layout)"
        var data = output.layout.descriptor
        var operation = dnnl_eltwise_desc_t()
        try Engine.check(
            dnnl_eltwise_forward_desc_init(
                &operation, dnnl_forward_training, dnnl_eltwise_relu_use_dst_for_bwd, &data, 0, 0), name)
        let forward = try PrimitiveDescriptor(operation, in: workspace, name: name)
        try Engine.check(
            dnnl_eltwise_backward_desc_init(&operation, dnnl_eltwise_relu_use_dst_for_bwd, &data, &data, 0, 0), name)
        let backward = try PrimitiveDescriptor(operation, hint: forward, in: workspace, name: name)
        return try Primitive(
            backward, [(DNNL_ARG_DST, output), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient)],
            in: workspace)
    }
}
