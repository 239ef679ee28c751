import Evaluation
import Networks
import Tensors

/// A model that scores prepared sequences: its members' networks, calibrations and operating point.
public final class ModelScorer {
    private let members: [(predictor: Predictor, calibration: Calibration)]
    /// How the clinical columns become each member's numbers; empty where the model reads none.
    private let clinical: [ClinicalScaling]
    private let classCount: Int
    /// Whether the outputs are findings that do not exclude each other.
    private let hasFindings: Bool
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
        clinical = model.description.clinical
        hasFindings = model.description.hasFindings
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
    ///
    /// - Parameter values: what the model's clinical columns say of each, where it reads any; what is not given is missing.
    public func scores(for sequences: [Tensor], clinical values: [[Double?]] = []) throws(PlanError) -> [ModelScore] {
        var rows = [[[Double]]](repeating: [], count: sequences.count)
        for (number, member) in members.enumerated() {
            let numbers =
                clinical.isEmpty
                ? [] : sequences.indices.map { clinical[number].numbers($0 < values.count ? values[$0] : []) }
            for (place, logits) in try member.predictor.logits(for: sequences, clinical: numbers).enumerated() {
                if hasFindings {
                    rows[place].append(logits.map(Sigmoid.probability))
                    continue
                }
                let undefined = [Double](repeating: .nan, count: classCount)
                let probabilities = try? member.calibration.probabilities(
                    of: logits.map { Double($0) }, classCount: classCount)
                rows[place].append(probabilities ?? undefined)
            }
        }
        if hasFindings { return rows.map { ModelScore(findings: $0) } }
        return rows.map {
            ModelScore(
                members: $0, positive: positiveClass, threshold: threshold, abstention: abstention,
                prevalence: prevalence)
        }
    }
}
