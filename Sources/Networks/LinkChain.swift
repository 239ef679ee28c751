import Kernels

/// Compiled layers one after another.
struct LinkChain {
    /// What the next layer reads.
    private(set) var signal: Signal
    private var links: [Link] = []

    init(_ input: Signal) { signal = input }

    /// Adds a layer that reads `signal`. Lengths follow the rows: a layer that keeps them keeps the lengths.
    mutating func append(_ link: Link) {
        let before = signal
        links.append(link)
        signal = link.output
        if signal.lengths == nil, signal.rows == before.rows { signal.lengths = before.lengths }
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
