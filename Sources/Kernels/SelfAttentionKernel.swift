internal import CVectorKernels

/// Multi-head scaled dot-product attention of a sequence to itself (Vaswani et al. 2017): softmax(Q·Kᵀ/√d)·V in each head.
///
/// The input holds queries, keys and values beside each other, T·N·3F in time-major order; head h reads columns h·d to
/// (h + 1)·d of each. Padded steps are neither attended to nor computed.
public final class SelfAttentionKernel {
    private let lengths: SequenceLengths
    private let heads, features, threads: Int
    private let dropout: DropoutRate?
    /// The softmax, N·heads·T·T.
    private let weights: Memory
    private let scratch: UnsafeMutableBufferPointer<Float>

    /// - Parameters:
    ///   - features: F, a multiple of `heads`.
    ///   - dropout: the share of the softmax that is dropped.
    public init(
        lengths: SequenceLengths, heads: Int, features: Int, dropout: DropoutRate?, in workspace: Workspace
    ) throws(KernelError) {
        self.lengths = lengths
        self.heads = heads
        self.features = features
        self.dropout = dropout
        threads = min(workspace.threads, lengths.batch * heads)
        weights = try workspace.memory(.plain([lengths.batch, heads, lengths.steps, lengths.steps]))
        scratch = .allocate(capacity: threads * (features / heads + 2) * lengths.steps)
        scratch.initialize(repeating: 0)
    }

    deinit {
        scratch.deallocate()
    }

    /// From T·N·3F to T·N·F.
    public func forward(input: Memory, output: Memory) -> any Operation {
        HostOperation { [self] in
            let (x, y, weights) = (input.elements, output.elements, weights.elements)
            forEachHead { head, scratch in
                var shape = head.shape
                let q = x + head.input
                cine_attention_forward(
                    &shape, q, q + features, q + 2 * features, weights + head.weights, y + head.output, scratch)
            }
        }
    }

    /// The gradient of the input from that of the output.
    public func backward(input: Memory, outputGradient: Memory, inputGradient: Memory) -> any Operation {
        HostOperation { [self] in
            let (x, dy, dx) = (input.elements, outputGradient.elements, inputGradient.elements)
            let weights = weights.elements
            forEachHead { head, scratch in
                var shape = head.shape
                let q = x + head.input
                let dq = dx + head.input
                cine_attention_backward(
                    &shape, q, q + features, q + 2 * features, weights + head.weights, dy + head.output, dq,
                    dq + features, dq + 2 * features, scratch)
            }
        }
    }

    /// The softmax of one sequence in the last forward pass, its heads' mean: L rows of L numbers, L the sequence's length.
    public func meanWeights(of sequence: Int) -> [[Float]] {
        let (steps, length) = (lengths.steps, lengths[sequence])
        return (0..<length).map { row in
            (0..<length).map { column in
                let sum = (0..<heads).reduce(Float(0)) { sum, head in
                    sum + weights.elements[((sequence * heads + head) * steps + row) * steps + column]
                }
                return sum / Float(heads)
            }
        }
    }

    /// One head of one sequence, and where its first numbers lie.
    private struct Head {
        let shape: cine_attention
        let input, output, weights: Int
    }

    private func forEachHead(_ body: (Head, UnsafeMutablePointer<Float>) -> Void) {
        let seed = dropout?.seed() ?? 0
        let count = lengths.batch * heads
        let share = scratch.count / threads
        ThreadTeam.run(threads: threads) { member, members in
            guard let scratch = scratch.baseAddress else { return }
            for index in count * member / members..<count * (member + 1) / members {
                body(head(index, seed: seed), scratch + member * share)
            }
        }
    }

    private func head(_ index: Int, seed: UInt64) -> Head {
        let (sequence, head) = (index / heads, index % heads)
        let (steps, width) = (lengths.steps, features / heads)
        let rate = dropout?.rate ?? 0
        let shape = cine_attention(
            steps: steps, length: lengths[sequence], features: width, stride: lengths.batch * 3 * features,
            output_stride: lengths.batch * features, place: index * steps * steps, seed: seed,
            threshold: DropoutKernel.threshold(rate), kept: 1 / (1 - rate), scale: Float(1 / Double(width).squareRoot())
        )
        return Head(
            shape: shape, input: sequence * 3 * features + head * width, output: sequence * features + head * width,
            weights: index * steps * steps)
    }
}
