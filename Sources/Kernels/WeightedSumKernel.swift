#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The sum of a sequence's vectors, weighted by the softmax of one score a step: y = Σ αₜ·xₜ, α = softmax(s); T·N·F and T·N to
/// N·F. Padded steps have no weight.
public final class WeightedSumKernel {
    private let lengths: SequenceLengths
    private let features: Int
    /// α, T·N.
    private var weights: [Double]

    public init(lengths: SequenceLengths, features: Int) {
        self.lengths = lengths
        self.features = features
        weights = Array(repeating: 0, count: lengths.steps * lengths.batch)
    }

    public func forward(input: Memory, scores: Memory, output: Memory) -> any Operation {
        HostOperation { [self] in
            let (x, s, y) = (input.elements, scores.elements, output.elements)
            for sequence in 0..<lengths.batch {
                let rows = rows(of: sequence)
                let largest = rows.reduce(-Double.infinity) { max($0, Double(s[$1])) }
                let sum = rows.reduce(0.0) { $0 + exp(Double(s[$1]) - largest) }
                let target = y + sequence * features
                target.update(repeating: 0, count: features)
                for row in rows {
                    weights[row] = exp(Double(s[row]) - largest) / sum
                    let weight = Float(weights[row])
                    for feature in 0..<features { target[feature] += weight * x[row * features + feature] }
                }
            }
        }
    }

    /// dxₜ = αₜ·dy, dsₜ = αₜ·(dy·xₜ − Σ α·(dy·x)).
    public func backward(
        input: Memory, outputGradient: Memory, inputGradient: Memory, scoresGradient: Memory
    ) -> any Operation {
        HostOperation { [self] in
            let (x, dy) = (input.elements, outputGradient.elements)
            let (dx, ds) = (inputGradient.elements, scoresGradient.elements)
            dx.update(repeating: 0, count: inputGradient.layout.count)
            ds.update(repeating: 0, count: scoresGradient.layout.count)
            for sequence in 0..<lengths.batch {
                let gradient = dy + sequence * features
                let rows = rows(of: sequence)
                let products = rows.map { row in
                    (0..<features).reduce(0.0) { $0 + Double(gradient[$1]) * Double(x[row * features + $1]) }
                }
                let mean = zip(rows, products).reduce(0.0) { $0 + weights[$1.0] * $1.1 }
                for (row, product) in zip(rows, products) {
                    ds[row] = Float(weights[row] * (product - mean))
                    let weight = Float(weights[row])
                    for feature in 0..<features { dx[row * features + feature] = weight * gradient[feature] }
                }
            }
        }
    }

    /// α of one sequence in the last forward pass, a number for each real step.
    public func weights(of sequence: Int) -> [Float] { rows(of: sequence).map { Float(weights[$0]) } }

    /// The real rows of one sequence.
    private func rows(of sequence: Int) -> StrideTo<Int> {
        stride(from: sequence, to: lengths[sequence] * lengths.batch, by: lengths.batch)
    }
}
