import Cohorts
import Networks
import Preparation
import Tensors

extension BatchLoader {
    /// The sequences of some items, all of one shape.
    func equalSequences(at indices: [Int], epoch: Int, shape: InputShape) throws(TrainingError) -> [Tensor] {
        var sequences: [Tensor] = []
        for (index, outcome) in zip(indices, outcomes(at: indices, epoch: epoch)) {
            let sequence = try Self.sequence(outcome)
            guard InputShape(of: sequence) == shape else {
                throw .unequalScan(id: items[index].id, shape: sequence.shape, expected: shape)
            }
            sequences.append(sequence)
        }
        return sequences
    }

    /// The shape of the first item's sequence.
    func firstShape() throws(TrainingError) -> InputShape {
        guard let first = outcomes(at: [0], epoch: 0).first else { throw .noSamples }
        return InputShape(of: try Self.sequence(first))
    }

    private static func sequence(_ outcome: Result<Tensor, SampleFailure>) throws(TrainingError) -> Tensor {
        switch outcome {
        case .success(let sequence): return sequence
        case .failure(let failure): throw .scan(failure)
        }
    }
}

extension LoadedItem {
    init(sample: Sample) {
        self.init(id: sample.id, source: sample.source)
    }
}
