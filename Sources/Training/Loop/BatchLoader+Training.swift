import Cohorts
import Networks
import Preparation
import Tensors

extension BatchLoader {
    /// The sequences of some items, all of one shape but for the frames that a preparation lets them lack.
    func equalSequences(at indices: [Int], epoch: Int, shape: InputShape) throws(TrainingError) -> [Tensor] {
        var sequences: [Tensor] = []
        for (index, outcome) in zip(indices, outcomes(at: indices, epoch: epoch)) {
            let sequence = try Self.sequence(outcome)
            guard shape.admits(sequence, fewerFrames: preparation.keepsFewerFrames) else {
                throw .unequalScan(id: items[index].id, shape: sequence.shape, expected: shape)
            }
            sequences.append(sequence)
        }
        return sequences
    }

    /// The shape of the first item's sequence, with all the frames that a sequence may have.
    func firstShape() throws(TrainingError) -> InputShape {
        guard let first = outcomes(at: [0], epoch: 0).first else { throw .noSamples }
        var shape = InputShape(of: try Self.sequence(first))
        if preparation.keepsFewerFrames, let most = preparation.frames { shape.frames = most }
        return shape
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
