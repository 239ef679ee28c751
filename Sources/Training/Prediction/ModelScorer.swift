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
    /// What the first member makes of its training cohort, where distances to it are measured.
    private let profile: FeatureProfile?

    /// - Parameters:
    ///   - batch: how many sequences the engine takes at a time.
    ///   - measuresDistance: whether scores say how far a scan lies from the training cohort, where the model knows.
    public init(
        _ model: ModelFile, batch: Int, threads: Int, measuresDistance: Bool = false
    ) throws(PlanError) {
        let profile = measuresDistance ? model.description.profiles.first : nil
        self.profile = profile?.familiarDistance == nil ? nil : profile
        var members: [(predictor: Predictor, calibration: Calibration)] = []
        for (number, calibration) in model.description.calibrations.enumerated() {
            let predictor = try Predictor(
                model, member: number, batch: batch, threads: threads,
                keepsDecisions: number == 0 && self.profile != nil)
            members.append((predictor, calibration))
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
        var distances = [Double?](repeating: nil, count: sequences.count)
        for (number, member) in members.enumerated() {
            let numbers =
                clinical.isEmpty
                ? [] : sequences.indices.map { clinical[number].numbers($0 < values.count ? values[$0] : []) }
            let outputs = try member.predictor.outputs(for: sequences, clinical: numbers)
            for (place, (logits, decision)) in outputs.enumerated() {
                if let profile, let decision { distances[place] = profile.nearest(to: decision).first?.distance }
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
        return zip(rows, distances).map { members, distance in
            var score =
                hasFindings
                ? ModelScore(findings: members)
                : ModelScore(
                    members: members, positive: positiveClass, threshold: threshold, abstention: abstention,
                    prevalence: prevalence)
            score.distance = distance
            return score
        }
    }
}
