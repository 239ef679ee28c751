import Networks
import Tensors

/// A network that scores prepared sequences, a batch at a time.
///
/// Batch normalization uses running statistics, so that a scan's result does not depend on the others in its batch.
public final class Predictor {
    /// The shape of a sequence.
    public let input: InputShape
    /// How many sequences the engine takes at a time.
    public let batch: Int

    private let plan: Plan
    /// The layer before the last, where what it makes is kept.
    private let decisionPath: String?

    /// A network whose weights are still to be loaded.
    ///
    /// - Parameters:
    ///   - keepsDropout: whether numbers are dropped as in training.
    ///   - keepsDecisions: whether what the last layer reads can be read, too.
    public init(
        architecture: Architecture, input: InputShape, batch: Int, threads: Int, keepsDropout: Bool = false,
        keepsDecisions: Bool = false
    ) throws(PlanError) {
        self.input = input
        self.batch = batch
        do {
            decisionPath = keepsDecisions ? try architecture.pathBeforeLastLayer(for: input) : nil
        } catch {
            throw .architecture(error)
        }
        plan = try Plan(
            architecture, input: input, batch: batch,
            mode: decisionPath.map { Plan.Mode.explain(taps: [$0]) } ?? .infer,
            threads: threads, keepsDropout: keepsDropout)
    }

    /// The network of a model file, or one of its members.
    public convenience init(
        _ model: ModelFile, member: Int = 0, batch: Int, threads: Int, keepsDropout: Bool = false,
        keepsDecisions: Bool = false
    ) throws(PlanError) {
        try self.init(
            architecture: model.description.architecture, input: model.description.input, batch: batch,
            threads: threads, keepsDropout: keepsDropout, keepsDecisions: keepsDecisions)
        try load(model.weights(ofMember: member))
    }

    /// Takes over weights.
    public func load(_ weights: Weights) throws(PlanError) {
        try plan.load(weights)
    }

    /// The network's outputs, one list for each sequence: K numbers, or K for each of its frames, one frame after another.
    ///
    /// The last batch is filled up with its last sequence, whose further results are ignored.
    ///
    /// - Parameters:
    ///   - sequences: any number of tensors of the shape T × H × W × C of `input`; those of fewer frames are padded.
    ///   - clinical: the clinical numbers of each, where the network reads any.
    public func logits(for sequences: [Tensor], clinical: [[Float]] = []) throws(PlanError) -> [[Float]] {
        try outputs(for: sequences, clinical: clinical).map(\.logits)
    }

    /// The network's outputs, and what its last layer reads of each sequence, where decisions are kept.
    func outputs(
        for sequences: [Tensor], clinical: [[Float]] = []
    ) throws(PlanError) -> [(logits: [Float], decision: [Float]?)] {
        var rows: [(logits: [Float], decision: [Float]?)] = []
        rows.reserveCapacity(sequences.count)
        for start in stride(from: 0, to: sequences.count, by: batch) {
            let count = min(batch, sequences.count - start)
            for place in 0..<batch {
                let index = start + min(place, count - 1)
                try plan.setInput(sequences[index], at: place)
                if input.clinical > 0 {
                    try plan.setClinical(index < clinical.count ? clinical[index] : [], at: place)
                }
            }
            try plan.infer()
            for place in 0..<count {
                var decision: [Float]?
                if let decisionPath { decision = try plan.activation(of: decisionPath, at: place).elements }
                rows.append((plan.logits(at: place), decision))
            }
        }
        return rows
    }

    /// Whether numbers are dropped.
    public var dropsNumbers: Bool { plan.dropsNumbers }

    /// The network's outputs for one sequence in every place of the batch, each of which drops other numbers.
    ///
    /// - Parameter clinical: the scan's clinical numbers, where the network reads any.
    public func logits(
        repeating sequence: Tensor, clinical: [Float] = [], dropoutSeed: UInt64
    ) throws(PlanError) -> [[Float]] {
        for place in 0..<batch {
            try plan.setInput(sequence, at: place)
            if input.clinical > 0 { try plan.setClinical(clinical, at: place) }
        }
        try plan.infer(dropoutSeed: dropoutSeed)
        return (0..<batch).map(plan.logits(at:))
    }
}
