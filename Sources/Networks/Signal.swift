import Kernels

/// What flows into or out of a compiled layer, for the whole batch.
///
/// Maps lie as N·C·H·W in whatever blocks the last layer preferred; vectors and sequences lie plainly as N·F. With a time
/// axis, N is `t·batch + b`.
struct Signal {
    /// The shape for one sample.
    var shape: FeatureShape
    var memory: Memory
    /// N: batch, times steps where time is folded into it.
    var rows: Int
    /// Whether anything before it learns, so that its gradient is needed.
    var needsGradient: Bool
    /// How many steps of each sequence are real; `nil` where all are, whatever the input's lengths.
    var lengths: SequenceLengths?

    /// The lengths of sequences of `steps`, which all are full where the signal says nothing.
    func lengths(steps: Int) -> SequenceLengths {
        lengths ?? SequenceLengths(steps: steps, batch: rows / steps)
    }
}

/// A compiled layer: its output, and how to list the steps of its backward pass.
struct Link {
    /// Lists the steps that turn the output's gradient into the input's. It takes over the gradient's region and returns
    /// the input's gradient, or `nil` where nobody needs it.
    typealias Backward = (Memory) throws(PlanError) -> Memory?

    var output: Signal
    var backward: Backward

    /// A link that changes the shape's reading only.
    static func passing(_ signal: Signal) -> Link {
        Link(output: signal) { gradient throws(PlanError) in gradient }
    }
}
