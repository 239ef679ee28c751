import Evaluation
import Networks
import Tensors

/// A model that scores prepared sequences: its members' networks, calibrations and operating point.
public final class ModelScorer {
    private let members: [(predictor: Predictor, calibration: Calibration)]
    private let classCount: Int
    private let positiveClass: Int?
    private let threshold: Double?
    private let abstention: Abstention?
    private let prevalence: PrevalenceShift?

    /// - Parameter batch: how many sequences the engine takes at a time.
    public init(_ model: ModelFile, batch: Int, threads: Int) throws(PlanError) {
        var members: [(predictor: Predictor, calibration: Calibration)] = []
        for (number, calibration) in model.description.calibrations.enumerated() {
            members.append((try Predictor(model, member: number, batch: batch, threads: threads), calibration))
        }
        self.members = members
        classCount = model.description.classes.count
        positiveClass = model.description.positiveClass
        threshold = model.description.operatingPoint?.threshold
        abstention = model.description.abstention
        prevalence = model.description.prevalence
    }

    /// The shape of a sequence.
    public var input: InputShape { members[0].predictor.input }

    /// How many sequences the engine takes at a time.
    public var batch: Int { members[0].predictor.batch }

    /// The scores of sequences of the shape `input`; probabilities are NaN where a network's outputs are not finite.
    public func scores(for sequences: [Tensor]) throws(PlanError) -> [ModelScore] {
        var rows = [[[Double]]](repeating: [], count: sequences.count)
        for member in members {
            for (place, logits) in try member.predictor.logits(for: sequences).enumerated() {
                let undefined = [Double](repeating: .nan, count: classCount)
                let probabilities = try? member.calibration.probabilities(
                    of: logits.map { Double($0) }, classCount: classCount)
                rows[place].append(probabilities ?? undefined)
            }
        }
        return rows.map {
            ModelScore(
                members: $0, positive: positiveClass, threshold: threshold, abstention: abstention,
                prevalence: prevalence)
        }
    }
}
