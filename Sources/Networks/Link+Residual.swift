import Kernels

extension Link {
    /// y = x + f(x), both plain; dx = dy + f′(x)·dy.
    static func residual(
        _ input: Signal, in builder: PlanBuilder, _ body: (Signal) throws(PlanError) -> Link
    ) throws(PlanError) -> Link {
        let inner = try builder.holding(input.memory) { () throws(PlanError) in try body(input) }
        return try kernels { () throws(KernelError) in
            var output = inner.output
            output.memory = try builder.activation(input.memory.layout)
            builder.addForward(
                Addition.operation(of: input.memory, and: inner.output.memory, to: output.memory))
            builder.finishForward(with: input.memory)
            builder.finishForward(with: inner.output.memory)
            return Link(output: output) { gradient throws(PlanError) in
                let copy = try kernels { () throws(KernelError) in try builder.gradient(gradient.layout) }
                builder.addBackward(Addition.operation(copying: gradient, to: copy))
                if let innerGradient = try inner.backward(copy) {
                    builder.addBackward(Addition.operation(adding: innerGradient, to: gradient))
                    builder.finishBackward(with: innerGradient)
                }
                return gradient
            }
        }
    }
}
