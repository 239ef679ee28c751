/// Operations on plain sequences, T·N·F in time-major order. They are small beside the layers around them, so one thread
/// does them. Padded steps are left out, and their gradients are zero.
public enum SequenceKernel {
    /// The reduction over time of `input` into `output` (N·F). For a maximum, `places` keeps the step that each came from.
    public static func reduce(
        _ reduction: PoolingReduction, lengths: SequenceLengths, input: Memory, output: Memory, places: StepPlaces
    ) -> any Operation {
        let width = output.layout.count
        return HostOperation {
            let input = input.elements
            let output = output.elements
            for element in 0..<width {
                let steps = lengths[element / (width / lengths.batch)]
                switch reduction {
                case .average:
                    var sum = 0.0
                    for step in 0..<steps { sum += Double(input[step * width + element]) }
                    output[element] = Float(sum / Double(steps))
                case .max:
                    var best = 0
                    for step in 1..<max(steps, 1) where input[step * width + element] > input[best * width + element] {
                        best = step
                    }
                    places.steps[element] = best
                    output[element] = input[best * width + element]
                }
            }
        }
    }

    /// The gradient of `reduce`.
    public static func reduceBackward(
        _ reduction: PoolingReduction, lengths: SequenceLengths, outputGradient: Memory, inputGradient: Memory,
        places: StepPlaces
    ) -> any Operation {
        let width = outputGradient.layout.count
        return HostOperation {
            let output = outputGradient.elements
            let input = inputGradient.elements
            for element in 0..<width {
                let steps = lengths[element / (width / lengths.batch)]
                for step in 0..<lengths.steps {
                    switch reduction {
                    case .average:
                        input[step * width + element] = step < steps ? output[element] / Float(steps) : 0
                    case .max:
                        input[step * width + element] = places.steps[element] == step ? output[element] : 0
                    }
                }
            }
        }
    }

    /// The last state of each direction: features of the first from the last step, of the second from the first step.
    public static func last(
        lengths: SequenceLengths, units: Int, directions: Int, input: Memory, output: Memory
    ) -> any Operation {
        HostOperation {
            let input = input.elements
            let output = output.elements
            let width = directions * units
            for row in 0..<lengths.batch {
                for direction in 0..<directions {
                    let step = direction == 0 ? lengths[row] - 1 : 0
                    (output + row * width + direction * units)
                        .update(
                            from: input + (step * lengths.batch + row) * width + direction * units, count: units)
                }
            }
        }
    }

    /// The gradient of `last`.
    public static func lastBackward(
        lengths: SequenceLengths, units: Int, directions: Int, outputGradient: Memory, inputGradient: Memory
    ) -> any Operation {
        HostOperation {
            let output = outputGradient.elements
            let input = inputGradient.elements
            let width = directions * units
            input.update(repeating: 0, count: inputGradient.layout.count)
            for row in 0..<lengths.batch {
                for direction in 0..<directions {
                    let step = direction == 0 ? lengths[row] - 1 : 0
                    (input + (step * lengths.batch + row) * width + direction * units)
                        .update(from: output + row * width + direction * units, count: units)
                }
            }
        }
    }
}

/// The steps that maxima over time came from.
public final class StepPlaces {
    var steps: [Int]

    public init(count: Int) { steps = Array(repeating: 0, count: count) }
}
