/// Lays the steps that a window covers beside each other: T·N·F to U·N·(K·F), so that a convolution over time is one matrix
/// product. Each sequence is surrounded by zeros of its own, whatever its length.
public struct StepWindowKernel {
    private let input, output: SequenceLengths
    private let features, window, stride, dilation: Int
    /// How many zeros stand before a sequence of n steps.
    private let padding: (Int) -> Int

    public init(
        input: SequenceLengths, output: SequenceLengths, features: Int, window: Int, stride: Int, dilation: Int,
        padding: @escaping (Int) -> Int
    ) {
        self.input = input
        self.output = output
        self.features = features
        self.window = window
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
    }

    public func forward(input source: Memory, output target: Memory) -> any Operation {
        HostOperation {
            let (x, y) = (source.elements, target.elements)
            y.update(repeating: 0, count: target.layout.count)
            forEachPair { from, to in (y + to).update(from: x + from, count: features) }
        }
    }

    public func backward(outputGradient: Memory, inputGradient: Memory) -> any Operation {
        HostOperation {
            let (dy, dx) = (outputGradient.elements, inputGradient.elements)
            dx.update(repeating: 0, count: inputGradient.layout.count)
            forEachPair { from, to in
                for feature in 0..<features { dx[from + feature] += dy[to + feature] }
            }
        }
    }

    /// Calls `body` with where each covered step begins and where it goes.
    private func forEachPair(_ body: (Int, Int) -> Void) {
        let batch = input.batch
        for sequence in 0..<batch {
            let length = input[sequence]
            let first = -padding(length)
            for step in 0..<output[sequence] {
                for place in 0..<window {
                    let covered = first + step * stride + place * dilation
                    guard covered >= 0, covered < length else { continue }
                    body(
                        (covered * batch + sequence) * features,
                        ((step * batch + sequence) * window + place) * features)
                }
            }
        }
    }
}
