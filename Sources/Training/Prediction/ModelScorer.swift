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
    /// Whether the network answers for each frame, and the class of frames in which there is nothing to see.
    private let answersFrames: Bool
    private let backgroundClass: Int?
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
        answersFrames = model.description.answersFrames
        backgroundClass = model.description.backgroundClass
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
        var members = [[[[Double]]]](repeating: [], count: sequences.count)
        var distances = [Double?](repeating: nil, count: sequences.count)
        for (number, member) in self.members.enumerated() {
            let numbers =
                clinical.isEmpty
                ? [] : sequences.indices.map { clinical[number].numbers($0 < values.count ? values[$0] : []) }
            let outputs = try member.predictor.outputs(for: sequences, clinical: numbers)
            for (place, (logits, decision)) in outputs.enumerated() {
                if let profile, let decision { distances[place] = profile.nearest(to: decision).first?.distance }
                members[place].append(probabilities(of: logits, calibration: member.calibration))
            }
        }
        return zip(members, distances).map { members, distance in
            var score = score(members)
            score.distance = distance
            return score
        }
    }

    /// A member's probabilities: a row for each answer. All are NaN where one of its outputs is not finite.
    private func probabilities(of logits: [Float], calibration: Calibration) -> [[Double]] {
        let rows = logits.rows(of: classCount)
        let found = rows.compactMap { row in
            hasFindings
                ? row.map(Sigmoid.probability)
                : try? calibration.probabilities(of: row.map { Double($0) }, classCount: classCount)
        }
        guard found.count == rows.count, found.joined().allSatisfy(\.isFinite) else {
            return rows.map { _ in [Double](repeating: .nan, count: classCount) }
        }
        return found
    }

    /// What the members' rows say together.
    private func score(_ members: [[[Double]]]) -> ModelScore {
        if answersFrames {
            return ModelScore(frames: members, background: backgroundClass, positive: positiveClass)
        }
        let rows = members.map { $0[0] }
        return hasFindings
            ? ModelScore(findings: rows)
            : ModelScore(
                members: rows, positive: positiveClass, threshold: threshold, abstention: abstention,
                prevalence: prevalence)
    }
}
