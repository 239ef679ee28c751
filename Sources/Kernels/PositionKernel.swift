/// Adds a vector to every step of a sequence (T·N·F), the same in each sequence: y[t, n] = x[t, n] + p[t].
public enum PositionKernel {
    /// - Parameter positions: T·F numbers, read when the step runs.
    public static func forward(
        input: Memory, positions: @escaping (Int) -> Float, steps: Int, output: Memory
    ) -> any Operation {
        let features = input.layout.extents[1]
        let batch = input.layout.extents[0] / steps
        return HostOperation {
            let (x, y) = (input.elements, output.elements)
            for step in 0..<steps {
                for feature in 0..<features {
                    let position = positions(step * features + feature)
                    for sequence in 0..<batch {
                        let place = (step * batch + sequence) * features + feature
                        y[place] = x[place] + position
                    }
                }
            }
        }
    }

    /// dp[t] = Σₙ dy[t, n]; the input's gradient is the output's.
    public static func backward(outputGradient: Memory, steps: Int, positionsGradient: Memory) -> any Operation {
        let features = outputGradient.layout.extents[1]
        let batch = outputGradient.layout.extents[0] / steps
        return HostOperation {
            let (dy, dp) = (outputGradient.elements, positionsGradient.elements)
            for place in 0..<steps * features {
                let (step, feature) = (place / features, place % features)
                dp[place] = Float(
                    (0..<batch).reduce(0.0) { $0 + Double(dy[(step * batch + $1) * features + feature]) })
            }
        }
    }
}
