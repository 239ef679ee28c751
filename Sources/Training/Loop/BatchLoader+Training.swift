import Cohorts
import Networks
import Preparation
import Tensors

extension BatchLoader {
    /// The sequences of some items, all of one shape but for the frames that a preparation lets them lack.
    func equalSequences(at indices: [Int], epoch: Int, shape: InputShape) throws(TrainingError) -> [LoadedSequence] {
        var sequences: [LoadedSequence] = []
        for (index, outcome) in zip(indices, loaded(at: indices, epoch: epoch)) {
            let sequence = try Self.sequence(outcome)
            guard shape.admits(sequence.frames, fewerFrames: preparation.keepsFewerFrames) else {
                throw .unequalScan(id: items[index].id, shape: sequence.frames.shape, expected: shape)
            }
            sequences.append(sequence)
        }
        return sequences
    }

    /// The shape of the first item's sequence, with all the frames that a sequence may have.
    func firstShape() throws(TrainingError) -> InputShape {
        guard let first = loaded(at: [0], epoch: 0).first else { throw .noSamples }
        var shape = InputShape(of: try Self.sequence(first).frames)
        if preparation.keepsFewerFrames, let most = preparation.frames { shape.frames = most }
        return shape
    }

    private static func sequence(
        _ outcome: Result<LoadedSequence, SampleFailure>
    ) throws(TrainingError) -> LoadedSequence {
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
