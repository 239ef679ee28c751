import Kernels

/// Compiled layers one after another.
struct LinkChain {
    /// What the next layer reads.
    private(set) var signal: Signal
    private var links: [Link] = []

    init(_ input: Signal) { signal = input }

    /// Adds a layer that reads `signal`. Lengths follow the rows: a layer that keeps them keeps the lengths,
    /// unless it makes a sequence of its own in each row, whose steps are others.
    mutating func append(_ link: Link) {
        let before = signal
        links.append(link)
        signal = link.output
        guard signal.lengths == nil, signal.rows == before.rows, let lengths = before.lengths else { return }
        if case .sequence(let steps, _) = signal.shape, steps != lengths.steps { return }
        signal.lengths = lengths
    }

    /// All layers as one.
    var link: Link {
        Link(output: signal) { [links] gradient throws(PlanError) in
            var gradient: Memory? = gradient
            for link in links.reversed() {
                guard let current = gradient else { return nil }
                gradient = try link.backward(current)
            }
            return gradient
        }
    }
}

extension Link {
    /// The same link, whose input's gradient is set to zero at padded steps.
    func clearingPadding(_ lengths: SequenceLengths?, in builder: PlanBuilder) -> Link {
        guard let lengths else { return self }
        return Link(output: output) { [backward] gradient throws(PlanError) in
            let inputGradient = try backward(gradient)
            if let inputGradient { builder.addBackward(lengths.clearingPadding(of: inputGradient)) }
            return inputGradient
        }
    }
}
