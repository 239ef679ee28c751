internal import CDNNL

/// An activation that is computed in the pass of another operation, and whose gradient follows from its output.
public enum FusedActivation: Hashable, Sendable {
    case relu
    /// `min(max(x, 0), 6)`.
    case relu6
}

extension FusedActivation {
    var algorithm: EltwiseAlgorithm {
        switch self {
        case .relu: (dnnl_eltwise_relu, 0, 0)
        case .relu6: (dnnl_eltwise_clip_v2, 0, 6)
        }
    }

    /// A step that turns the output's gradient into that of what the activation read, in place: dy·[0 < y (< 6)].
    ///
    /// `output` and `gradient` lie alike.
    public func gradientOperation(
        output: Memory, gradient: Memory, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let name = "the gradient of an activation of \(output.layout)"
        let kind = self == .relu ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_clip_v2_use_dst_for_bwd
        let (_, alpha, beta) = algorithm
        let layout = output.layout
        let forward = try PrimitiveDescriptor(name, in: workspace) {
            dnnl_eltwise_forward_primitive_desc_create(
                &$0, $1, dnnl_forward_training, kind, layout.handle, layout.handle, alpha, beta, $2)
        }
        let backward = try PrimitiveDescriptor(name, in: workspace) {
            dnnl_eltwise_backward_primitive_desc_create(
                &$0, $1, kind, layout.handle, layout.handle, layout.handle, alpha, beta, forward.handle, $2)
        }
        return try Primitive(
            backward, [(DNNL_ARG_DST, output), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient)],
            in: workspace)
    }
}
