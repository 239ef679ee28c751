import Kernels

extension Link {
    /// y = x + f(x), both plain; dx = dy + f′(x)·dy.
    static func residual(
        _ input: Signal, in builder: PlanBuilder, _ body: (Signal) throws(PlanError) -> Link
    ) throws(PlanError) -> Link {
        let inner = try builder.holding(input.memory) { () throws(PlanError) in try body(input) }
        return try kernels { () throws(KernelError) in
            let joined = try BranchSum(of: [input.memory, inner.output.memory], then: nil, in: builder)
            for memory in [input.memory, inner.output.memory] where memory.region !== joined.output.region {
                builder.finishForward(with: memory)
            }
            var output = inner.output
            output.memory = joined.output
            return Link(output: output) { gradient throws(PlanError) in
                let gradients = try kernels { () throws(KernelError) in
                    try joined.gradients(of: gradient, in: builder)
                }
                guard let inner = try inner.backward(gradients[1]) else { return gradients[0] }
                return try kernels { () throws(KernelError) in
                    builder.addBackward(
                        try SumKernel.operation(gradients[0], inner, output: gradients[0], in: builder.workspace))
                    builder.finishBackward(with: inner)
                    return gradients[0]
                }
            }
        }
    }
}
