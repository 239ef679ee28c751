import Kernels

/// The joined outputs of branches, and how their gradient is shared out.
protocol JoinedBranches {
    var output: Memory { get }
    /// A gradient for each branch in memory of its own; takes over `gradient`.
    func gradients(of gradient: Memory, in builder: PlanBuilder) throws(KernelError) -> [Memory]
}

/// y = f(Σ of the parts), written over a part that nothing else reads where that can be; every part gets dy·f′.
struct BranchSum: JoinedBranches {
    let output: Memory
    private let count: Int
    private let activation: FusedActivation?

    init(of parts: [Memory], then activation: FusedActivation?, in builder: PlanBuilder) throws(KernelError) {
        count = parts.count
        self.activation = activation
        let layout = (parts.first { $0.layout.channelBlock != nil } ?? parts[0]).layout
        var arranged: [Memory] = []
        for part in parts { arranged.append(try builder.arranged(part, as: layout, isBackward: false)) }
        guard count > 1 else {
            output = arranged[0]
            return
        }
        // oneDNN 2.6 adds wrongly in place where an activation follows and channels do not fill a block.
        let own = arranged.indices.first { index in
            activation == nil && builder.mayOverwrite(arranged[index])
                && arranged.count { $0.region === arranged[index].region } == 1
        }
        if let own { arranged.swapAt(0, own) }
        output = own == nil ? try builder.activation(layout) : arranged[0]
        var sum = arranged[0]
        for (place, addend) in arranged.enumerated().dropFirst() {
            builder.addForward(
                try SumKernel.operation(
                    sum, addend, output: output, then: place == count - 1 ? activation : nil, in: builder.workspace))
            sum = output
        }
    }

    func gradients(of gradient: Memory, in builder: PlanBuilder) throws(KernelError) -> [Memory] {
        var gradient = gradient
        if let activation {
            gradient = try builder.arrangedGradient(gradient, as: output.layout)
            builder.addBackward(
                try activation.gradientOperation(output: output, gradient: gradient, in: builder.workspace))
        }
        var gradients = [gradient]
        for _ in 1..<count {
            let copy = try builder.gradient(gradient.layout)
            builder.addBackward(try Reorder.operation(from: gradient, to: copy, in: builder.workspace))
            gradients.append(copy)
        }
        return gradients
    }
}

/// The parts side by side along the channels; each part gets its own channels of the gradient.
struct BranchConcatenation: JoinedBranches {
    let output: Memory
    private let parts: [Layout]

    init(of parts: [Memory], in builder: PlanBuilder) throws(KernelError) {
        self.parts = parts.map(\.layout)
        output = try builder.activation(ChannelJoin.layout(of: self.parts))
        var first = 0
        for part in parts {
            let channels = part.layout.extents[1]
            let target = try ChannelJoin.part(of: output, first: first, channels: channels, in: builder.workspace)
            builder.addForward(try Reorder.operation(from: part, to: target, in: builder.workspace))
            first += channels
        }
    }

    func gradients(of gradient: Memory, in builder: PlanBuilder) throws(KernelError) -> [Memory] {
        let whole = try builder.arrangedGradient(gradient, as: output.layout)
        var first = 0
        var gradients: [Memory] = []
        for layout in parts {
            let source = try ChannelJoin.part(
                of: whole, first: first, channels: layout.extents[1], in: builder.workspace)
            let own = try builder.gradient(layout)
            builder.addBackward(try Reorder.operation(from: source, to: own, in: builder.workspace))
            gradients.append(own)
            first += layout.extents[1]
        }
        builder.finishBackward(with: whole)
        return gradients
    }
}
